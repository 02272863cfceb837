"""Who may do what: the right that each action needs, and the roles that have them.

Views ask :func:`may` before they offer something and answer 403 without. Behind them every action asks again
(:func:`~kb.records.recording.recorded`), so that no page can forget it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.records.actions.history import Actor

# Makes public, and takes away from the public.
PUBLISH = "records.publish_thesis"
# Makes one of several or several of one, of what all theses share, and deletes of it.
MERGE = "records.merge_records"

# The right that each action needs. "{record}" is the sort of record that the argument of the name is.
NEEDS: dict[str, str] = {
    # theses
    "correct_thesis": "records.change_thesis",
    "set_contributors": "records.change_thesis",
    "send_to_review": "records.change_thesis",
    "publish": PUBLISH,
    "withdraw": PUBLISH,
    "return_to_draft": PUBLISH,
    "send_back": PUBLISH,
    "tick": "records.change_thesis",
    "untick": "records.change_thesis",
    # text
    "hide_chapter": "records.change_chapter",
    "show_chapter": "records.change_chapter",
    "hide_passage": "records.change_passage",
    "show_passage": "records.change_passage",
    "mask_words": "records.change_passage",
    "mask_everywhere": "records.change_passage",
    "unmask": "records.change_passage",
    "settle_passage": "records.change_passage",
    "reopen_passage": "records.change_passage",
    "accept_heading": "records.change_chapter",
    "correct_heading": "records.change_chapter",
    "dissolve_heading": "records.change_chapter",
    "raise_heading": "records.change_chapter",
    # quotations
    "accept_quotation": "records.change_quotation",
    "reject_quotation": "records.change_quotation",
    "correct_quotation": "records.change_quotation",
    "mark_quotation": "records.change_quotation",
    "move_quotation": "records.change_quotation",
    "split_quotation": "records.change_quotation",
    "merge_quotations": "records.change_quotation",
    "set_kind": "records.change_quotation",
    "set_speaker": "records.change_quotation",
    "name_speaker": "records.change_quotation",
    "set_citation": "records.change_quotation",
    # informants are of one thesis: whoever curates it may say that two labels are one voice
    "settle_label": "records.change_informant",
    "reopen_label": "records.change_informant",
    "rename_informant": "records.change_informant",
    "correct_informant": "records.change_informant",
    "merge_informants": "records.change_informant",
    "split_informant": "records.change_informant",
    # citations and works
    "correct_citation": "records.change_citation",
    "set_work": "records.change_citation",
    "unlink_citation": "records.change_citation",
    "correct_work": "records.change_work",
    "complete_work": "records.change_work",
    "add_work": "records.change_work",
    "skip_entry": "records.change_work",
    "join_entry": MERGE,
    "merge_works": MERGE,
    "split_work": MERGE,
    # persons, and what looks alike and is not
    "merge_persons": MERGE,
    "split_person": MERGE,
    "tell_apart": MERGE,
    "propose_again": MERGE,
    # themes
    "tag": "records.add_themelink",
    "untag": "records.change_themelink",
    "accept_theme": "records.change_themelink",
    "reject_theme": "records.change_themelink",
    "tag_many": "records.add_themelink",
    "untag_many": "records.change_themelink",
    "settle_many": "records.change_themelink",
    "make_theme": "records.add_theme",
    "create_theme": "records.add_theme",
    "correct_theme": "records.change_theme",
    "rename_theme": "records.change_theme",
    "move_theme": "records.change_theme",
    "delete_theme": MERGE,
    "import_vocabulary": "records.change_theme",
    "renew_suggestions": "records.change_themelink",
    "merge_themes": MERGE,
    # what recurs
    "set_aside": "records.add_theme",
    "bring_back": "records.add_theme",
    # addresses
    "rename_slug": "records.change_{record}",
    # after a new reading
    "place_anew": "records.change_quotation",
    "keep_anew": "records.change_quotation",
    "drop_anew": "records.change_quotation",
    # runs over files
    "cancel_import": "records.add_thesis",
    "line_up_import": "records.add_thesis",
    "answer_import": "records.add_thesis",
}


def find_need(action: str, arguments: Mapping[str, Any]) -> str:
    """The right that the action needs when called with ``arguments``; LookupError where none was named."""
    if action not in NEEDS:
        raise LookupError(f"Say in kb/records/permissions.py, NEEDS, which right the action {action} needs.")
    sorts = {
        name: value._meta.model_name for name, value in arguments.items() if isinstance(value, models.Model)
    }
    return NEEDS[action].format_map(sorts)


def may(by: Actor, action: str, **arguments: Any) -> bool:
    """Whether the person may do the action; a command (None) may do all."""
    return by is None or bool(by.has_perm(find_need(action, arguments)))  # type: ignore[union-attr]


def require(by: Actor, *needs: str) -> None:
    """PermissionDenied unless the person has every one of the rights; a command (None) has all."""
    if by is not None and not by.has_perms(needs):  # type: ignore[union-attr]
        raise PermissionDenied(", ".join(needs))
