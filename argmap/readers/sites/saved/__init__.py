"""Read pages of forum software, of wikis, and of any site that marks comments up for machines or names their parts."""
