"""One table that maps every address and every API operation to its permission.

To add a page, add its name to the line of its app. A route that is not in the table is refused to everybody, and fails
a test. Views check what depends on an object (which entity, which role) with
`ensure_permit(can_edit_entity(actor, entity))`.
"""

from collections.abc import Mapping
from typing import Final

from palermo.access import (
    Permission,
    can_administer,
    can_contribute,
    can_decide_proposals,
    can_draft_joint_texts,
    can_manage_joint_texts,
    can_manage_people,
    can_manage_review,
    can_manage_rounds,
    can_manage_schedule,
    can_open_entity_desk,
    can_read_audit_log,
    can_read_public,
    can_review_statements,
    can_sign_in,
    can_use_account,
)

ROUTES_BY_PERMISSION: Final[Mapping[Permission, Mapping[str, str]]] = {
    # Pages and operations that everybody reads; which documents they show follows the visibilities of the actor.
    can_read_public: {
        "": (
            "robots sitemap sitemap-section health readiness metrics appearance api-index api openapi-index "
            "openapi vocabulary-term"
        ),
        "search": "results suggestions",
        "topics": "list export places-export places place topic",
        "home": "home",
        "maps": "explorer export survey template statements statements-export",
        "entities": "list export profile statements",
        "instruments": "list export instrument",
        "publications": "list export publication",
        "library": "list export found unread",
        "documents": "document cite page picture passage annotations",
        "recommendations": (
            "register export chains chains-export chain addressees issuers addressees-export issuers-export"
        ),
        "statements": "statement cite",
        "appraisal": "list export instrument instrument-export statements statements-export",
        "editions": "data manifest package changes proposals proposals-export chart vocabulary download",
        "partnerships": "network export prospects history history-export export-prospects pair",
        "gaps": "balance export export-overlaps statements export-statements",
        "reports": "list submission intersections question question-export report export",
        "feeds": "documents recommendations statements",
        "review": "report thanks",
        "joint_texts": "list detail file calendar",
        "oai": "repository",
        "api-v1": (
            "list_documents get_document list_passages get_passage list_similar_passages list_statements "
            "count_statements get_statement get_who_does_what_map get_map_change list_ties list_prospects "
            "list_gaps list_overlaps get_follow_up get_appraisal search_passages list_entities get_entity "
            "list_instruments get_instrument list_publications get_publication list_schemes list_concepts "
            "list_editions get_served_edition list_unread_documents list_changes list_proposals api-root"
        ),
    },
    # Pages of signing in, signed links and the links of invitations: open to everybody, never cached.
    can_sign_in: {
        "": (
            "account_login account_logout account_inactive account_signup account_email_verification_sent "
            "account_confirm_email account_reset_password account_reset_password_done "
            "account_reset_password_from_key account_reset_password_from_key_done account_confirm_login_code "
            "mfa_authenticate mfa_login_webauthn socialaccount_login_cancelled socialaccount_login_error "
            "socialaccount_signup openid_connect_login openid_connect_callback"
        ),
        "accounts": "accept demo-sign-in",
        "joint_texts": "confirm",
        "subscriptions": "unsubscribe",
    },
    # Pages of one's own account and searches.
    can_use_account: {
        "": (
            "account_reauthenticate account_request_reauthentication_code "
            "account_confirm_reauthentication_code account_email account_change_password account_set_password "
            "mfa_index mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes "
            "mfa_generate_recovery_codes mfa_download_recovery_codes mfa_list_webauthn mfa_add_webauthn "
            "mfa_reauthenticate_webauthn mfa_remove_webauthn mfa_edit_webauthn socialaccount_connections "
            "usersessions_list"
        ),
        "accounts": "overview",
        "subscriptions": "list new edit delete",
    },
    can_review_statements: {
        "": "review-index",
        "review": (
            "desk next preferences unanchored statement words decide undo correct batch add missing dismiss reports "
            "handle-report document"
        ),
    },
    can_manage_review: {"review": "save-queue delete-queue policy documents take-down restore"},
    can_manage_people: {"accounts": "people person invite send-again withdraw"},
    can_read_audit_log: {"accounts": "audit audit-export"},
    # Their views check what depends on stage and entity.
    can_draft_joint_texts: {
        "joint_texts": "timeline paragraph compilation compilation-file comparison silence endorsement upload act",
    },
    can_manage_joint_texts: {"joint_texts": "new outlines"},
    # The views of a contribution open one's own alone.
    can_contribute: {"entity_desk": "list contribute contribution withdraw-contribution"},
    can_open_entity_desk: {
        "entity_desk": (
            "overview profile activity document survey survey-edit survey-delete send-drafts check answer proposal "
            "withdraw"
        ),
    },
    can_decide_proposals: {"entity_desk": "queue accept decide file"},
    can_manage_rounds: {"entity_desk": "rounds close-round compile-round remind-round round-statements"},
    can_manage_schedule: {"schedule": "overview check"},
    can_administer: {"admin": "*"},
}
"""By permission and namespace (empty for none): the names of routes; `*` is all of a namespace."""
ROUTE_PERMISSIONS: Final[dict[str, Permission]] = {
    f"{namespace}:{name}" if namespace else name: permission
    for permission, routes in ROUTES_BY_PERMISSION.items()
    for namespace, names in routes.items()
    for name in names.split()
}
"""Permission by name of a route as `namespace:name`."""


def find_permission(route: str) -> Permission | None:
    """Return the permission of a route by its name, or of all routes of its namespace.

    Returns None if the table has no line for it.
    """
    return ROUTE_PERMISSIONS.get(route) or ROUTE_PERMISSIONS.get(f"{route.partition(':')[0]}:*")
