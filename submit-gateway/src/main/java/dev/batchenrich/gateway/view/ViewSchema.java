package dev.batchenrich.gateway.view;

import java.util.List;

/** The tables of the view. */
final class ViewSchema {

  /** To be raised with every change; a view with another version is built again. */
  static final int VERSION = 3;

  static final List<String> STEPS =
      List.of(
          """
          CREATE TABLE jobs (
            batch_id TEXT PRIMARY KEY NOT NULL,
            account_id TEXT NOT NULL,
            status TEXT NOT NULL,
            is_active INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            touched_at INTEGER NOT NULL,
            fingerprint TEXT,
            job BLOB NOT NULL
          )
          """,
          "CREATE INDEX jobs_by_age ON jobs (account_id, created_at DESC, batch_id)",
          "CREATE INDEX jobs_by_status ON jobs (account_id, status, created_at DESC, batch_id)",
          "CREATE INDEX jobs_touched ON jobs (touched_at)",
          "CREATE INDEX jobs_active ON jobs (batch_id) WHERE is_active",
          """
          CREATE TABLE entries (
            batch_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            attempt TEXT NOT NULL,
            log_offset INTEGER NOT NULL,
            log_time INTEGER NOT NULL,
            entry BLOB NOT NULL,
            PRIMARY KEY (batch_id, kind, attempt)
          )
          """,
          """
          CREATE TABLE attempts (
            batch_id TEXT NOT NULL,
            partition INTEGER NOT NULL,
            log_offset INTEGER NOT NULL,
            log_time INTEGER NOT NULL,
            attempt BLOB NOT NULL,
            PRIMARY KEY (batch_id, partition, log_offset)
          )
          """,
          "CREATE INDEX attempts_by_age ON attempts (log_time)",
          """
          CREATE TABLE webhooks (
            batch_id TEXT PRIMARY KEY NOT NULL,
            touched_at INTEGER NOT NULL,
            progress BLOB NOT NULL
          )
          """,
          "CREATE INDEX webhooks_touched ON webhooks (touched_at)",
          """
          CREATE TABLE offsets (
            topic TEXT NOT NULL,
            partition INTEGER NOT NULL,
            next_offset INTEGER NOT NULL,
            PRIMARY KEY (topic, partition)
          ) WITHOUT ROWID
          """,
          "CREATE TABLE topics (name TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID");

  private ViewSchema() {}
}
