// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The float twin of each source that asks for one.
 *
 * <p>How to ask: name the file {@code DoubleXyz.java} and put the comment {@code // generates
 * FloatXyz} on a line of its own between imports and class. The twin stands in the same package,
 * under target/generated-sources, and differs by these rules only:
 *
 * <ol>
 *   <li>{@code double} becomes {@code float}, {@code Double} becomes {@code Float} and {@code
 *       DOUBLE} becomes {@code FLOAT}, within names too (DoubleVector), in code and comments.
 *   <li>After the comment {@code /* always *}{@code /}, the next word or number stays as it is, for
 *       what is to be computed in double by both.
 *   <li>Literals such as 0.5, 1e-3 and 0x1p52 become float literals.
 *   <li>What {@code Math} has for double alone is cast: {@code (float) Math.exp(}.
 *   <li>Nothing changes in string literals.
 * </ol>
 *
 * <p>What differs beyond that, such as a block size, belongs into a class written for each type.
 */
final class FloatTwins {
  private static final Pattern MARK = Pattern.compile("^// generates (Float\\w+)\\R", 8);

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<kept>/\\* always \\*/ [\\w.]+|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*')"
              + "|(?<comment>//[^\\n]*|(?s:/\\*.*?\\*/))"
              + "|(?<number>\\b0x[0-9a-fA-F]*\\.?[0-9a-fA-F]*p[-+]?\\d+\\b"
              + "|\\b\\d+\\.\\d*(?:[eE][-+]?\\d+)?(?![\\w.])|\\b\\d+[eE][-+]?\\d+\\b)"
              + "|(?<function>\\bMath\\.(?:exp|expm1|log|log1p|sqrt|tanh|sin|cos|pow|hypot)\\b)"
              + "|(?<word>\\w+)");

  private FloatTwins() {}

  /** The twins of a root of sources, by their path from it. */
  static Map<Path, String> of(Path sources) throws IOException {
    Map<Path, String> twins = new TreeMap<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (file.getFileName().toString().matches("Double\\w+\\.java")) {
          addTwin(sources.relativize(file), Files.readString(file), twins);
        }
      }
    }
    return twins;
  }

  private static void addTwin(Path file, String text, Map<Path, String> twins) {
    Matcher mark = MARK.matcher(text);
    if (!mark.find()) {
      return;
    }
    Path twin = file.resolveSibling(mark.group(1) + ".java");
    if (!twin.getFileName().toString().equals(words(file.getFileName().toString()))) {
      throw new IllegalArgumentException(
          file + ": must generate its own name with Float, got " + mark.group(1));
    }
    twins.put(twin, toFloat(mark.replaceFirst("")));
  }

  static String toFloat(String text) {
    return TOKEN.matcher(text).replaceAll(token -> Matcher.quoteReplacement(toFloat(token)));
  }

  private static String toFloat(MatchResult token) {
    String text = token.group();
    // The groups in the order of the pattern.
    if (token.group(1) != null) {
      return text;
    }
    if (token.group(2) != null) {
      return words(text);
    }
    if (token.group(3) != null) {
      return text + "f";
    }
    return token.group(4) != null ? "(float) " + text : words(text);
  }

  private static String words(String text) {
    return text.replace("double", "float").replace("Double", "Float").replace("DOUBLE", "FLOAT");
  }
}
