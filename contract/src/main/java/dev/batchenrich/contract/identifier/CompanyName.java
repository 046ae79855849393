package dev.batchenrich.contract.identifier;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Company names: one spelling for all ways of capitals, width, white space and legal form. */
final class CompanyName {

  /** Lower case; a dot behind any of them is optional. */
  private static final List<String> LEGAL_FORMS =
      """
      inc incorporated corp corporation co company llc l.l.c llp l.l.p lp l.p plc p.l.c ltd limited
      gmbh mbh ag kg kgaa se ug e.v ohg sa s.a sas s.a.s sarl s.a.r.l sl s.l spa s.p.a srl s.r.l
      bv b.v nv n.v oy oyj ab as a/s aps asa kk k.k ltda sro s.r.o doo d.o.o zrt kft
      co,_ltd co.,_ltd co._ltd co_ltd pty_ltd pty._ltd pvt_ltd pvt._ltd pte_ltd pte._ltd
      private_limited gmbh_&_co_kg gmbh_&_co._kg s.a._de_c.v sa_de_cv
      """
          .strip()
          .lines()
          .flatMap(line -> Stream.of(line.split(" ")))
          .map(form -> form.replace('_', ' '))
          .toList();

  private static final String PUNCTUATION = ",;:.\u2013\u2014-";

  /**
   * A form, and the white space or comma that sets it apart: {@code x.co} is a name. It begins
   * behind another character and is possessive, so that the time is linear however long the name.
   */
  private static final Pattern LEGAL_FORM =
      Pattern.compile(
          "(?<=[^\\s%1$s])(?=[;:.\u2013\u2014-]*+[\\s,])[\\s%1$s]++(?:%2$s)\\.?+$"
              .formatted(
                  PUNCTUATION,
                  String.join("|", LEGAL_FORMS.stream().map(Pattern::quote).toList())));

  /** What the Turkish capital becomes in lower case; all ways to write an i are one. */
  private static final String DOTTED_I = "i\u0307";

  private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");

  private CompanyName() {}

  static @Nullable String normalise(String text) {
    var compatible = Normalizer.normalize(Text.trim(text), Normalizer.Form.NFKC);
    var folded =
        compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace(DOTTED_I, "i");
    var spaced = WHITE_SPACE.matcher(folded).replaceAll(" ").strip();
    var name = LEGAL_FORM.matcher(spaced).replaceFirst("");
    return name.isEmpty() ? null : name;
  }
}
