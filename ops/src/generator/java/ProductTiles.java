// SPDX-License-Identifier: Apache-2.0
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The inner loops of SIMD products, from the template product-tiles.txt; its head explains it. */
final class ProductTiles {
  /**
   * The panels there are.
   *
   * @param heights rows of the tiles, from the highest; as many vectors as a tile has stay in
   *     registers, beside those of a row of b and one of a
   */
  private record Panel(String name, int vectors, String width, List<Integer> heights) {}

  private static final List<Panel> PANELS =
      List.of(
          new Panel("DoubleSimdOne", 1, "a vector", List.of(8, 4, 1)),
          new Panel("DoubleSimdTwo", 2, "two vectors", List.of(4, 2, 1)),
          new Panel("DoubleSimdFour", 4, "four vectors", List.of(4, 1)));

  private static final Pattern PLACE =
      Pattern.compile("\\{(?<plus>\\+ )?(?<name>\\w+)(?: \\* (?<times>\\w+))?\\}");

  private final List<String> template;
  private final Panel panel;
  private final StringBuilder java = new StringBuilder();

  private ProductTiles(List<String> template, Panel panel) {
    this.template = template;
    this.panel = panel;
  }

  /** The class of each panel and its twin for float, by file name. */
  static Map<String, String> of(String text) {
    List<String> template = text.lines().filter(line -> !line.startsWith("#")).toList();
    Map<String, String> files = new TreeMap<>();
    for (Panel panel : PANELS) {
      ProductTiles tiles = new ProductTiles(template, panel);
      String most = panel.heights().get(0).toString();
      Map<String, String> names =
          Map.of("name", panel.name(), "width", panel.width(), "most", most);
      tiles.write(0, template.size(), names);
      String java = tiles.java.toString();
      files.put(panel.name() + ".java", java);
      files.put(FloatTwins.toFloat(panel.name()) + ".java", FloatTwins.toFloat(java));
    }
    return files;
  }

  private void write(int from, int to, Map<String, String> names) {
    for (int at = from; at < to; at++) {
      String line = template.get(at);
      String word = line.strip();
      if (word.startsWith("@")) {
        int end = endOfBlock(at);
        for (int value : values(word, names)) {
          Map<String, String> inside = new HashMap<>(names);
          inside.put(variable(word), Integer.toString(value));
          write(at + 1, end, inside);
        }
        at = end;
      } else {
        java.append(PLACE.matcher(line).replaceAll(place -> filled(place, names))).append('\n');
      }
    }
  }

  private int endOfBlock(int start) {
    int open = 0;
    for (int at = start; at < template.size(); at++) {
      String word = template.get(at).strip();
      open += word.equals("@end") ? -1 : word.startsWith("@") ? 1 : 0;
      if (open == 0) {
        return at;
      }
    }
    throw new IllegalArgumentException("template: no @end for " + template.get(start).strip());
  }

  private List<Integer> values(String word, Map<String, String> names) {
    return switch (word) {
      case "@heights" -> panel.heights();
      case "@rows" -> upTo(Integer.parseInt(names.get("h")));
      case "@vectors" -> upTo(panel.vectors());
      default -> throw new IllegalArgumentException("template: cannot read " + word);
    };
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static String variable(String word) {
    return word.equals("@heights") ? "h" : word.equals("@rows") ? "i" : "j";
  }

  private static String filled(MatchResult place, Map<String, String> names) {
    // The groups in the order of the pattern.
    String plus = place.group(1) == null ? "" : " + ";
    String value = names.get(place.group(2));
    if (value == null) {
      throw new IllegalArgumentException("template: nothing is named " + place.group(2));
    }
    String times = place.group(3);
    if (times == null) {
      return Matcher.quoteReplacement(value);
    }
    return switch (value) {
      case "0" -> plus.isEmpty() ? "0" : "";
      case "1" -> plus + times;
      default -> plus + value + " * " + times;
    };
  }
}
