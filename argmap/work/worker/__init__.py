"""Mapping in processes of their own, so that a huge thread stops nobody else, and can be stopped itself."""

from argmap.work.worker.jobs import Job, Mappers, Stage, Status

__all__ = ["Job", "Mappers", "Stage", "Status"]
