// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What elementwise.txt says; its head says how to read it. */
final class FunctionTable {
  /** A function or definition; empty where the table has nothing. */
  record Entry(
      String name,
      List<String> arrays,
      List<String> numbers,
      String doc,
      String plain,
      String beyond,
      String floatIf,
      List<String> lines) {
    boolean hasPlainFormula() {
      return !plain.isEmpty();
    }
  }

  private static final Pattern HEAD =
      Pattern.compile("(define )?(\\w+)\\(([\\w, ]*)(?:; ([\\w, ]*))?\\)(?:: (.*))?");

  private final List<Entry> functions = new ArrayList<>();
  private final Map<String, Entry> definitions = new HashMap<>();
  private final Map<String, String[]> constants = new HashMap<>();

  FunctionTable(String text) {
    for (String paragraph : text.replaceAll("(?m)^#.*\\R", "").strip().split("\\R\\R+")) {
      List<String> lines = paragraph.strip().lines().map(String::strip).toList();
      String first = lines.get(0);
      if (first.startsWith("constant ")) {
        lines.forEach(line -> addConstant(line.substring("constant ".length()), " = "));
      } else if (first.startsWith("polynomial ")) {
        addConstant(String.join(" ", lines).substring("polynomial ".length()), " ");
      } else {
        addFunction(lines);
      }
    }
  }

  /** Those with loops, in the table's order. */
  List<Entry> functions() {
    return functions;
  }

  boolean defines(String function) {
    return definitions.containsKey(function);
  }

  Entry definition(String function) {
    return definitions.get(function);
  }

  boolean hasConstant(String name) {
    return constants.containsKey(name);
  }

  String constant(String name, Precision p) {
    return constants.get(name)[p.ordinal()];
  }

  /** A polynomial's coefficients, lowest power first. */
  List<String> coefficients(String name, Precision p) {
    return List.of(constant(name, p).split(" "));
  }

  private void addConstant(String text, String separator) {
    String[] nameAndRest = text.split(separator, 2);
    String[] columns = nameAndRest[1].split("\\|");
    constants.put(nameAndRest[0], new String[] {columns[0].strip(), columns[1].strip()});
  }

  private void addFunction(List<String> lines) {
    Matcher head = HEAD.matcher(lines.get(0));
    if (!head.matches()) {
      throw new IllegalArgumentException("table: not the head of a function: " + lines.get(0));
    }
    String plain = "";
    String beyond = "";
    String floatIf = "";
    List<String> formula = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("plain: ")) {
        plain = line.substring("plain: ".length());
      } else if (line.startsWith("beyond: ")) {
        beyond = line.substring("beyond: ".length());
      } else if (line.startsWith("float if: ")) {
        floatIf = line.substring("float if: ".length());
      } else {
        formula.add(line);
      }
    }
    List<String> arrays = List.of(head.group(3).split(", "));
    List<String> numbers = head.group(4) == null ? List.of() : List.of(head.group(4).split(", "));
    String doc = head.group(5) == null ? "" : head.group(5);
    Entry entry = new Entry(head.group(2), arrays, numbers, doc, plain, beyond, floatIf, formula);
    if (head.group(1) == null) {
      functions.add(entry);
    }
    definitions.put(entry.name(), entry);
  }
}
