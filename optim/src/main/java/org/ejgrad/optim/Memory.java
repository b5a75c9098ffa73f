// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;

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
  record Slot(int number, Variables variables) {}

  /** Cells by their names, made when first asked for. */
  static final class Variables {
    private final String prefix;
    private final Map<String, Cell> cells = new LinkedHashMap<>();

    Variables(String prefix) {
      this.prefix = prefix;
    }

    Expr variable(String name, DMatrixRMaj initial) {
      Cell cell = cells.computeIfAbsent(name, key -> new Cell(prefix + key, initial));
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
    return new Slot(slots.size(), new Variables(name + "/"));
  }

  /** All cells by name: the step, the shared ones, then those of each parameter. */
  Map<String, Cell> cells() {
    ImmutableMap.Builder<String, Cell> cells = ImmutableMap.builder();
    cells.put(steps.name(), steps);
    shared.all().forEach(cell -> cells.put(cell.name(), cell));
    for (Slot slot : slots.values()) {
      slot.variables.all().forEach(cell -> cells.put(cell.name(), cell));
    }
    return cells.buildOrThrow();
  }
}
