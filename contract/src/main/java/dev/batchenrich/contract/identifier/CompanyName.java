package dev.batchenrich.contract.identifier;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Company names: one spelling for all ways of capitals, width, white space and legal form. */
final class CompanyName {

  private static final List<String> LEGAL_FORMS =
      List.of(
          "inc",
          "incorporated",
          "corp",
          "corporation",
          "co",
          "company",
          "llc",
          "l.l.c",
          "llp",
          "l.l.p",
          "lp",
          "l.p",
          "plc",
          "p.l.c",
          "ltd",
          "limited",
          "gmbh",
          "ag",
          "kg",
          "kgaa",
          "se",
          "ug",
          "e.v",
          "sa",
          "s.a",
          "sas",
          "s.a.s",
          "sarl",
          "s.a.r.l",
          "sl",
          "s.l",
          "spa",
          "s.p.a",
          "srl",
          "s.r.l",
          "bv",
          "b.v",
          "nv",
          "n.v",
          "oy",
          "oyj",
          "ab",
          "as",
          "a/s",
          "aps",
          "asa",
          "pty ltd",
          "pvt ltd",
          "private limited",
          "pte ltd",
          "kk",
          "k.k",
          "co., ltd",
          "co. ltd",
          "co ltd",
          "ltda",
          "sro",
          "s.r.o",
          "doo",
          "d.o.o",
          "zrt",
          "kft");

  /** Possessive and anchored behind another character: linear however long the name is. */
  private static final Pattern LEGAL_FORM =
      Pattern.compile(
          "(?<=[^\\s,;:.\u2013\u2014-])[\\s,;:.\u2013\u2014-]++(?:%s)\\.?$"
              .formatted(String.join("|", LEGAL_FORMS.stream().map(Pattern::quote).toList())));

  private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");

  private CompanyName() {}

  static @Nullable String normalise(String text) {
    var compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
    var folded = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    var spaced = WHITE_SPACE.matcher(folded).replaceAll(" ").strip();
    var name = LEGAL_FORM.matcher(spaced).replaceFirst("");
    return name.isEmpty() ? null : name;
  }
}
