package dev.batchenrich.contract.file;

import dev.batchenrich.contract.message.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of a file that says something of accounts: {@code <account> <value>}, with comments after
 * {@code #}.
 *
 * @param number of the line, from 1
 */
public record AccountLine(int number, String account, String value) {

  private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)");

  /**
   * The lines of {@code file}.
   *
   * @param value what values look like
   * @param form the same in words, for the message
   * @throws IllegalArgumentException naming the first bad line; never what it holds, which may be a
   *     secret
   */
  public static List<AccountLine> read(Path file, Pattern value, String form) throws IOException {
    var lines = new ArrayList<AccountLine>();
    var number = 0;
    for (var line : Files.readAllLines(file)) {
      number++;
      var hash = line.indexOf('#');
      var content = (hash < 0 ? line : line.substring(0, hash)).strip();
      if (content.isEmpty()) {
        continue;
      }
      var parts = LINE.matcher(content);
      if (!parts.matches()
          || !Batch.isAccountId(parts.group(1))
          || !value.matcher(parts.group(2)).matches()) {
        throw new IllegalArgumentException(
            "%s line %d is not of the form 'account %s'".formatted(file, number, form));
      }
      lines.add(new AccountLine(number, parts.group(1), parts.group(2)));
    }
    return lines;
  }
}
