"""Mails, messages, keys, people and who did what."""

# post_office's numbers: 0 sent, 1 failed, 2 queued, 3 to be tried again; empty while somebody is sending it.
_MAIL_STATUS = """
       CASE WHEN email.id IS NULL AND owed.composed_at IS NULL THEN 'pending'
            WHEN email.id IS NULL THEN 'sent'
            WHEN email.status = 0 THEN 'sent'
            WHEN email.status = 1 THEN 'failed'
            WHEN email.status IS NULL THEN 'sending'
            ELSE 'pending' END"""

MAIL = f"""
SELECT 'order-' || CAST(owed.id AS TEXT) AS id,
       owed.kind AS kind,
       placed.number AS order_number,
       placed.email AS recipient,
       {_MAIL_STATUS} AS status,
       (SELECT COUNT(*) FROM post_office_log log WHERE log.email_id = email.id) AS attempts,
       email.message_id AS message_id,
       owed.created_at AS created_at,
       CASE WHEN email.status IN (2, 3) THEN email.scheduled_time END AS next_attempt_at,
       CASE WHEN email.status = 0 THEN email.last_updated
            WHEN email.id IS NULL THEN owed.composed_at END AS sent_at
  FROM checkout_ordermail owed
  JOIN checkout_order placed ON placed.id = owed.order_id
  LEFT JOIN post_office_email email ON email.id = owed.email_id
UNION ALL
SELECT 'mail-' || CAST(email.id AS TEXT),
       'other',
       NULL,
       email."to",
       CASE WHEN email.status = 0 THEN 'sent'
            WHEN email.status = 1 THEN 'failed'
            WHEN email.status IS NULL THEN 'sending'
            ELSE 'pending' END,
       (SELECT COUNT(*) FROM post_office_log log WHERE log.email_id = email.id),
       email.message_id,
       email.created,
       CASE WHEN email.status IN (2, 3) THEN email.scheduled_time END,
       CASE WHEN email.status = 0 THEN email.last_updated END
  FROM post_office_email email
 WHERE NOT EXISTS (SELECT 1 FROM checkout_ordermail owed WHERE owed.email_id = email.id)
"""

WEBHOOKS = """
SELECT provider, event_id, received_at, processed_at, NULLIF(outcome, '') AS outcome
  FROM checkout_webhookdelivery
"""

IDEMPOTENCY = """
SELECT kept.scope AS scope,
       kept.key AS key,
       kept.state AS state,
       placed.number AS order_number,
       kept.lease_until AS lease_until,
       kept.created_at AS created_at
  FROM checkout_idempotencykey kept
  LEFT JOIN checkout_order placed ON placed.id = kept.order_id
"""

USERS = """
SELECT person.id AS id,
       LOWER(person.email) AS email_key,
       LOWER(profile.nickname) AS nickname_key,
       CASE WHEN person.is_superuser THEN 'owner'
            ELSE COALESCE((SELECT MIN(staff.name)
                             FROM accounts_user_groups member
                             JOIN auth_group staff ON staff.id = member.group_id
                            WHERE member.user_id = person.id
                              AND staff.name IN ('editor', 'marketer', 'operator', 'owner')),
                          'shopper') END AS role,
       person.is_active AS is_active,
       EXISTS (SELECT 1 FROM account_emailaddress address
                WHERE address.user_id = person.id AND address.verified) AS email_verified,
       EXISTS (SELECT 1 FROM mfa_authenticator factor
                WHERE factor.user_id = person.id AND factor.type IN ('totp', 'webauthn')) AS second_factor
  FROM accounts_user person
  LEFT JOIN accounts_profile profile ON profile.user_id = person.id
"""

ADDRESSES = """
SELECT id, user_id, is_default, (deleted_at IS NOT NULL) AS deleted
  FROM accounts_address
"""

AUDIT = """
SELECT entry.timestamp AS at,
       entry.user_id AS actor_id,
       entry.action AS action,
       kind.app_label || '.' || kind.model AS object_type,
       CAST(entry.object_id AS TEXT) AS object_id
  FROM wagtailcore_modellogentry entry
  JOIN django_content_type kind ON kind.id = entry.content_type_id
UNION ALL
SELECT entry.timestamp,
       entry.user_id,
       entry.action,
       kind.app_label || '.' || kind.model,
       CAST(entry.page_id AS TEXT)
  FROM wagtailcore_pagelogentry entry
  JOIN django_content_type kind ON kind.id = entry.content_type_id
"""
