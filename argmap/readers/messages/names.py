"""Names under which programs keep the fields of a message; capitals, blanks and signs aside, best first."""

import re
from collections.abc import Mapping
from functools import lru_cache

TEXT = (
    *("body", "text", "content", "message", "comment", "cooked", "raw", "selftext", "html", "markdown", "bodyhtml"),
    *(
        "htmlbody",
        "contenthtml",
        "commenttext",
        "commenthtml",
        "messagetext",
        "messagehtml",
        "posttext",
        "bodymarkdown",
    ),
    *("bodytext", "textcontent", "fulltext", "texthtml", "textoriginal", "textdisplay", "richtext", "utterance"),
    *("rawmessage", "messageraw", "post", "words", "msg", "txt", "reply", "answer", "statement", "argument", "review"),
)
HTML = {"html", "bodyhtml", "htmlbody", "contenthtml", "commenthtml", "messagehtml", "texthtml", "cooked", "rendered"}
MARKDOWN = {"markdown", "bodymarkdown", "raw"}
PARTS = ("rendered", "html", "markdown", "text", "raw", "plain", "content", "value", "simpletext", "body", "parts", "t")
"""Names under which an object that is a text holds its words."""
AUTHOR = (
    *("author", "user", "username", "login", "speaker", "creator", "owner", "sender", "sendername", "senderfullname"),
    *("account", "by", "from", "fromname", "poster", "postedby", "createdby", "authorname", "displayname", "userlogin"),
    *("commenter", "commentinguser", "submitteruser", "writer", "member", "actor", "participant", "uploader"),
    *("nickname", "nick", "bynickname", "handle", "screenname", "realname", "fullname", "authordisplayname", "u"),
    *("insertuser", "reporter", "authorid", "userid", "senderid", "fromid", "commenterhex", "role", "name"),
)
PERSON = (
    *("login", "username", "screenname", "handle", "acct", "displayname", "nickname", "nick", "name", "fullname"),
    *("realname", "globalname", "slug", "role", "userid", "id"),
)
"""Names under which an object that is a person holds a name."""
ID = (
    *("id", "_id", "messageid", "commentid", "postid", "utteranceid", "shortid", "uri", "uuid", "guid", "name"),
    *("fullname", "uid", "pid", "key", "ts", "number", "postnumber", "no", "nr", "nodeid", "replyid", "eventid"),
    *("objectid", "commenthex", "messageidhash", "url", "permalink"),
)
PARENT = (
    *("replyto", "inreplyto", "inreplytoid", "replytoid", "replytomessageid", "replytopostid", "replytopostnumber"),
    *("parentid", "parent", "parentcommentid", "parentcomment", "parentpostid", "parentpost", "parentmessageid"),
    *(
        "parentuuid",
        "parentuid",
        "parenturi",
        "replyparent",
        "commentparent",
        "inreplytostatusid",
        "inreplytomessageid",
    ),
    *("reference", "messagereference", "replytomessage", "replyingto", "respondsto", "answersto", "topid", "parenthex"),
    *("referencedtweets", "references", "mrelatesto", "rootid", "tmid", "pid"),
)
CONVERSATION = ("conversationid", "threadid", "rootid", "root")
REFERRED = (
    *("messageid", "id", "_id", "commentid", "postid", "uri", "uuid", "shortid", "eventid", "replytomsgid", "parent"),
    *("topid", "name"),
)
"""Names under which an object that refers to a message holds its id."""
PATH = ("path", "threadpath", "materializedpath", "ltree")
TIME = (
    *("createdutc", "createdat", "created", "creationdate", "datecreated", "createdtime", "createtime", "published"),
    *("publishedat", "posted", "postedat", "postdate", "sentat", "date", "datetime", "timestamp", "time", "ts"),
    *("dateposted", "dateunixtime", "indexedat", "submittedat", "uploaddate", "createddatetime", "createddate"),
    *("createat", "originserverts", "originalarrivaltime", "dateinserted", "postedon", "createdon", "sent", "when"),
)
PEOPLE = {"users", "members", "participants", "people", "accounts", "commenters", "authors", "speakers", "profiles"}
"""Names under which an answer lists the people that its messages name by their ids."""

SCORE = (
    *("score", "karma", "points", "netvotes", "likes", "likecount", "upvotes", "upvotecount", "ups", "votes"),
    *("favouritescount", "favoritescount", "favoritecount", "votecount", "votesum", "likescount"),
)
COUNTS = {"counts", "stats", "statistics", "metrics", "publicmetrics"}
TITLE = ("title", "subject", "topictitle", "headline", "topic", "summary")
INTRODUCTION = ("description", "summary", "introduction", "question", "abstract")
"""Names under which an object that holds messages has the words that open them."""
DELETED = ("deleted", "isdeleted", "removed", "isremoved", "userdeleted", "dead", "trashed")
ASIDE = {
    *("reactions", "reactiongroups", "labels", "tags", "attachments", "embed", "embeds", "emoji", "emojis", "mentions"),
    *("media", "files", "users", "members", "participants", "badges", "entities", "textentities", "facets", "awards"),
    *("allawardings", "authorflairrichtext", "linkflairrichtext", "suggestedtopics", "relatedtopics", "relatedposts"),
    *("edithistory", "edits", "history", "blocks", "community", "subreddit", "card", "poll", "sidebar", "rules"),
    *("formats", "requestedformats", "subtitles", "automaticcaptions", "chapters", "heatmap", "thumbnails"),
    *("badge", "preview", "previews", "linkpreview", "group", "guild", "space", "categories", "assignees", "milestone"),
}
"""Names under which stand things around a message, not messages."""
CITED = re.compile(
    r"(?:quote|quoted|referenc|repl(?:y|ied|ying)to|inreplyto|parent|reblog|retweet|repost|forward|pinned|root$)"
)
"""How names begin under which stands another message that is elsewhere a message of its own."""
SIGNS = re.compile(r"[\W_]")


@lru_cache(4096)
def plain(name: str) -> str:
    """A name without capitals, blanks and signs; Mongo's `_id` stays apart from `id`.

    >>> plain("Reply-To_ID"), plain("author.name"), plain("_id")
    ('replytoid', 'authorname', '_id')
    """
    return "_id" if name == "_id" else SIGNS.sub("", name.lower())


def plain_row(row: Mapping[str, object]) -> dict[str, object]:
    """An object with plain names; of two names that are the same in plain the first counts."""
    return {plain(name): row[name] for name in reversed([*row])}


def is_aside(name: str) -> bool:
    """Whether what stands under a name is no message of the thread that stands there as its own."""
    known = plain(name)
    return known in ASIDE or CITED.match(known) is not None
