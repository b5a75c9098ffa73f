// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/** What an optimizer remembers from step to step, in cells with stable and unique names. */
final class Memory {
  private final Cell steps = Cell.scalar("step", 0);
  private final Variables shared = new Variables("");
  private final Map<Cell, Slot> slots = new LinkedHashMap<>();

  /** The names of slots, and for each name that came again the number its next one gets. */
  private final Set<String> names = new HashSet<>();

  private final Map<String, Integer> nextNumber = new HashMap<>();

  /**
   * The variables of one parameter.
   *
   * @param number 0 for the first parameter that was met
   */
  record Slot(int number, String name, Variables variables) {}

  /** Cells by their names, made when first asked for. */
  static final class Variables {
    private final String prefix;
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Map<Cell, Domain> domains = new HashMap<>();

    Variables(String prefix) {
      this.prefix = prefix;
    }

    Expr variable(String name, DMatrixRMaj initial, Domain domain) {
      Cell cell = cells.computeIfAbsent(name, key -> new Cell(prefix + key, initial));
      domains.put(cell, domain);
      checkArgument(
          cell.shape().equals(Shape.of(initial)),
          "state variable '%s': the shape never changes, is %s, got %s",
          cell.name(),
          cell.shape(),
          Shape.of(initial));
      return Expr.of(cell);
    }

    boolean has(Cell cell) {
      return cells.containsValue(cell);
    }

    Domain domain(Cell cell) {
      return domains.getOrDefault(cell, Domain.FINITE);
    }

    Iterable<Cell> all() {
      return cells.values();
    }
  }

  /** How many steps were taken. */
  Cell steps() {
    return steps;
  }

  /** Variables that belong to no parameter. */
  Variables shared() {
    return shared;
  }

  Slot slot(Cell parameter) {
    return slots.computeIfAbsent(parameter, this::newSlot);
  }

  private Slot newSlot(Cell parameter) {
    String name = parameter.name();
    while (!names.add(name)) {
      name = parameter.name() + "#" + nextNumber.merge(parameter.name(), 2, (n, start) -> n + 1);
    }
    return new Slot(slots.size(), name, new Variables(name + "/"));
  }

  /** All parameters that were met by the names of their slots. */
  Map<String, Cell> parameters() {
    ImmutableMap.Builder<String, Cell> parameters = ImmutableMap.builder();
    slots.forEach((cell, slot) -> parameters.put(slot.name, cell));
    return parameters.buildOrThrow();
  }

  /** All cells by name: the step, the shared ones, then those of each parameter. */
  Map<String, Cell> cells() {
    return byCell().keySet().stream()
        .collect(ImmutableMap.toImmutableMap(Cell::name, cell -> cell));
  }

  /** All cells in the same order, with what they can hold. */
  private Map<Cell, Domain> byCell() {
    ImmutableMap.Builder<Cell, Domain> cells = ImmutableMap.builder();
    // Beyond 2^53 a step count would stand still.
    cells.put(steps, Domain.count(1L << 53));
    shared.all().forEach(cell -> cells.put(cell, shared.domain(cell)));
    for (Slot slot : slots.values()) {
      slot.variables.all().forEach(cell -> cells.put(cell, slot.variables.domain(cell)));
    }
    return cells.buildOrThrow();
  }

  /** Sets all cells, or none if the values are not theirs. */
  void restore(Map<String, DMatrixRMaj> values) {
    Map<Cell, Domain> cells = byCell();
    Set<String> known = cells().keySet();
    for (String name : values.keySet()) {
      checkArgument(
          known.contains(name),
          "restore: '%s' is no state of this optimizer, which has %s. Build the same programs with"
              + " the same settings first.",
          name,
          known);
    }
    cells.forEach((cell, domain) -> requireValue(cell, domain, values));
    cells.keySet().forEach(cell -> cell.set(requireNonNull(values.get(cell.name()))));
  }

  private static void requireValue(Cell cell, Domain domain, Map<String, DMatrixRMaj> values) {
    String name = cell.name();
    DMatrixRMaj value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "restore: state '" + name + "' has no value. Save all state of one optimizer.");
    }
    checkArgument(
        Shape.of(value).equals(cell.shape()),
        "restore: state '%s' must be %s, got %s",
        name,
        cell.shape(),
        Shape.of(value));
    for (int k = 0; k < value.getNumElements(); k++) {
      checkArgument(
          domain.contains().test(value.data[k]),
          "restore: state '%s' must be %s, got %s",
          name,
          domain.words(),
          value.data[k]);
    }
  }
}
