package dev.batchenrich.directory.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Rows in the binary format of COPY, which needs no quoting. Values must have exactly the types of
 * the columns.
 */
final class CopyRows {

  private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(ISO_8859_1);
  private static final int NO_FLAGS = 0;
  private static final int NO_EXTENSION = 0;
  private static final int END = -1;

  private final String statement;
  private final int columns;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  CopyRows(String table, int columns) throws IOException {
    this.statement = "COPY %s FROM STDIN (FORMAT binary)".formatted(table);
    this.columns = columns;
    out.write(SIGNATURE);
    out.writeInt(NO_FLAGS);
    out.writeInt(NO_EXTENSION);
  }

  /** Begins a row, whose values are to follow in the order of the columns. */
  CopyRows row() throws IOException {
    out.writeShort(columns);
    return this;
  }

  CopyRows smallint(short value) throws IOException {
    out.writeInt(Short.BYTES);
    out.writeShort(value);
    return this;
  }

  CopyRows bigint(long value) throws IOException {
    out.writeInt(Long.BYTES);
    out.writeLong(value);
    return this;
  }

  CopyRows bool(boolean value) throws IOException {
    out.writeInt(1);
    out.writeBoolean(value);
    return this;
  }

  CopyRows bytea(byte[] value) throws IOException {
    out.writeInt(value.length);
    out.write(value);
    return this;
  }

  /** Sends the rows; nothing is to follow. */
  void copyInto(Connection connection) throws IOException, SQLException {
    out.writeShort(END);
    var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
    try {
      var all = bytes.toByteArray();
      copy.writeToCopy(all, 0, all.length);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
