// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.ejgrad.graph.Names;

/**
 * A column of a CSV file and how its cells become numbers.
 *
 * @param index position in the file that the schema was learned from
 * @param values the categories or class names, in the order of their codes; none for numbers
 */
record CsvColumn(String name, int index, Kind kind, ImmutableMap<String, Integer> values) {
  /** How a cell becomes numbers. */
  enum Kind {
    /** The cell is the number. */
    NUMBER,
    /** The cell is a category: one number for each, 1 for the cell's own, 0 for the others. */
    CATEGORY,
    /** The cell is a class name: its index. */
    CLASS_NAME,
    /** The cell is a class index. */
    CLASS_INDEX
  }

  static CsvColumn of(String name, int index, Kind kind, List<String> values) {
    ImmutableMap.Builder<String, Integer> codes = ImmutableMap.builder();
    for (int code = 0; code < values.size(); code++) {
      codes.put(values.get(code), code);
    }
    return new CsvColumn(name, index, kind, codes.buildOrThrow());
  }

  /** How many numbers a cell becomes. */
  int width() {
    return kind == Kind.CATEGORY ? values.size() : 1;
  }

  /** The names of the numbers that a cell becomes. */
  ImmutableList<String> featureNames() {
    return kind == Kind.CATEGORY
        ? values.keySet().stream()
            .map(value -> name + "=" + value)
            .collect(ImmutableList.toImmutableList())
        : ImmutableList.of(name);
  }

  /**
   * Writes a cell's {@link #width} numbers; returns the rule that the cell breaks, or nothing.
   *
   * @param out Modified.
   */
  Optional<String> encode(String cell, boolean extendedNumbers, double[] out, int at) {
    return switch (kind) {
      case NUMBER -> CsvNumbers.parse(cell, extendedNumbers, out, at);
      case CLASS_INDEX -> encodeIndex(cell, out, at);
      case CATEGORY, CLASS_NAME -> encodeValue(cell, out, at);
    };
  }

  /** A cell that is a name, as it is compared and shown. */
  static String nameIn(String cell) {
    return Names.printable(cell.strip());
  }

  private Optional<String> encodeIndex(String cell, double[] out, int at) {
    Optional<String> problem = CsvNumbers.parse(cell, false, out, at);
    if (problem.isEmpty()
        && (out[at] < 0 || out[at] >= values.size() || out[at] != Math.rint(out[at]))) {
      return Optional.of(
          "a class index must be an integer from 0 to %d, got %s"
              .formatted(values.size() - 1, Names.shortened(cell)));
    }
    return problem;
  }

  private Optional<String> encodeValue(String cell, double[] out, int at) {
    String value = nameIn(cell);
    String what = kind == Kind.CATEGORY ? "a category" : "a class";
    if (value.isEmpty()) {
      return Optional.of(what + " is required, the cell is empty");
    }
    Integer code = values.get(value);
    if (code == null) {
      return Optional.of(
          "%s must be one of %s, got '%s'"
              .formatted(
                  what, Names.shortened(values.keySet().toString()), Names.shortened(value)));
    }
    if (kind == Kind.CLASS_NAME) {
      out[at] = code;
    } else {
      for (int k = 0; k < values.size(); k++) {
        out[at + k] = k == code ? 1.0 : 0.0;
      }
    }
    return Optional.empty();
  }
}
