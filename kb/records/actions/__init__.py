"""What people do to the records.

Every function takes keywords only, with ``by`` (the user, or None for a command), runs in one transaction,
says what was done in the record's history, and raises ``Refused`` with a sentence for people when it cannot be
done. Records are saved one by one, so that whoever listens to saves (the search index) hears of each. What
a person settled is flagged, so that reading the file anew keeps it: ``Thesis.curated_fields``,
``is_edited`` on quotations, informants, citations and works, origin and state on theme links.
"""

from __future__ import annotations

from kb.records.actions.addresses import rename_slug
from kb.records.actions.checklist import CheckItem, Doubt, find_checklist, find_doubts
from kb.records.actions.citations import unlink_citation
from kb.records.actions.completing import add_work, complete_work, join_entry, skip_entry
from kb.records.actions.contributors import set_contributors
from kb.records.actions.distinctions import propose_again, tell_apart
from kb.records.actions.headings import accept_heading, correct_heading, dissolve_heading, raise_heading
from kb.records.actions.history import Refused
from kb.records.actions.informants import correct_informant, merge_informants, split_informant
from kb.records.actions.people import merge_persons, split_person
from kb.records.actions.personal import (
    mask_everywhere,
    mask_words,
    rename_informant,
    reopen_label,
    reopen_passage,
    settle_label,
    settle_passage,
    unmask,
)
from kb.records.actions.quotations import (
    accept_quotation,
    correct_quotation,
    mark_quotation,
    name_speaker,
    reject_quotation,
    set_citation,
    set_kind,
    set_speaker,
)
from kb.records.actions.reanchoring import drop_anew, keep_anew, place_anew
from kb.records.actions.recurring import MOST_SUGGESTED, bring_back, make_theme, set_aside
from kb.records.actions.spans import merge_quotations, move_quotation, split_quotation
from kb.records.actions.suggestions import renew_suggestions
from kb.records.actions.text import hide_chapter, hide_passage, show_chapter, show_passage
from kb.records.actions.theme_links import MOST_AT_ONCE, settle_many, tag_many, untag_many
from kb.records.actions.themes import accept_theme, merge_themes, reject_theme, tag, untag
from kb.records.actions.theses import (
    correct_thesis,
    publish,
    return_to_draft,
    send_back,
    send_to_review,
    tick,
    untick,
    withdraw,
)
from kb.records.actions.undoing import Outdated, check_unchanged, find_obstacles, undo
from kb.records.actions.vocabulary import (
    correct_theme,
    create_theme,
    delete_theme,
    move_theme,
    rename_theme,
)
from kb.records.actions.vocabulary_import import ThemeEdit, import_vocabulary
from kb.records.actions.works import correct_citation, correct_work, merge_works, set_work, split_work

__all__ = [
    "MOST_AT_ONCE",
    "MOST_SUGGESTED",
    "CheckItem",
    "Doubt",
    "Outdated",
    "Refused",
    "ThemeEdit",
    "accept_heading",
    "accept_quotation",
    "accept_theme",
    "add_work",
    "bring_back",
    "check_unchanged",
    "complete_work",
    "correct_citation",
    "correct_heading",
    "correct_informant",
    "correct_quotation",
    "correct_theme",
    "correct_thesis",
    "correct_work",
    "create_theme",
    "delete_theme",
    "dissolve_heading",
    "drop_anew",
    "find_checklist",
    "find_doubts",
    "find_obstacles",
    "hide_chapter",
    "hide_passage",
    "import_vocabulary",
    "join_entry",
    "keep_anew",
    "make_theme",
    "mark_quotation",
    "mask_everywhere",
    "mask_words",
    "merge_informants",
    "merge_persons",
    "merge_quotations",
    "merge_themes",
    "merge_works",
    "move_quotation",
    "move_theme",
    "name_speaker",
    "place_anew",
    "propose_again",
    "publish",
    "raise_heading",
    "reject_quotation",
    "reject_theme",
    "rename_informant",
    "rename_slug",
    "rename_theme",
    "renew_suggestions",
    "reopen_label",
    "reopen_passage",
    "return_to_draft",
    "send_back",
    "send_to_review",
    "set_aside",
    "set_citation",
    "set_contributors",
    "set_kind",
    "set_speaker",
    "set_work",
    "settle_label",
    "settle_many",
    "settle_passage",
    "show_chapter",
    "show_passage",
    "skip_entry",
    "split_informant",
    "split_person",
    "split_quotation",
    "split_work",
    "tag",
    "tag_many",
    "tell_apart",
    "tick",
    "undo",
    "unlink_citation",
    "unmask",
    "untag",
    "untag_many",
    "untick",
    "withdraw",
]
