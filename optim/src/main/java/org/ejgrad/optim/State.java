// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Update;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * What an {@link UpdateRule} sees besides the parameter and its gradient: variables of its own, the
 * rate and the step count. A variable is made when it is first asked for, and is the same one for
 * every program that the optimizer builds.
 */
public final class State {
  private final Cell parameter;
  private final String prefix;
  private final Map<String, Cell> variables;
  private final Expr step;
  private final Schedule rate;
  private final Map<Cell, Expr> nextValues = new LinkedHashMap<>();

  State(Cell parameter, String prefix, Map<String, Cell> variables, Expr step, Schedule rate) {
    this.parameter = parameter;
    this.prefix = prefix;
    this.variables = variables;
    this.step = step;
    this.rate = rate;
  }

  /** A variable of the parameter's shape that starts at 0. */
  public Expr zeros(String name) {
    return variable(name, new DMatrixRMaj(parameter.shape().rows(), parameter.shape().cols()));
  }

  /** A variable that starts at the parameter's present value. */
  public Expr copyOfParameter(String name) {
    return variable(name, parameter.value());
  }

  /**
   * A variable of any shape.
   *
   * @param name unique within the rule; part of the name in {@link Optimizer#state}
   * @param initial its value before the first step, copied; not read if the variable exists
   * @throws IllegalArgumentException if it exists with another shape
   */
  public Expr variable(String name, DMatrixRMaj initial) {
    Cell cell = variables.computeIfAbsent(name, key -> new Cell(prefix + "/" + key, initial));
    checkArgument(
        cell.shape().equals(Shape.of(initial)),
        "state variable '%s': the shape never changes, is %s, got %s",
        cell.name(),
        cell.shape(),
        Shape.of(initial));
    return Expr.of(cell);
  }

  /**
   * Records the value a variable takes at the end of the step.
   *
   * @return the next value, for use in the rest of the formula
   * @throws IllegalArgumentException if this is not a variable of this state, or has a next value
   */
  public Expr update(Expr variable, Expr next) {
    Cell cell = Cell.of(variable);
    checkArgument(
        variables.containsValue(cell),
        "update: only the rule's own variables can be updated, got '%s'",
        cell.name());
    checkArgument(
        nextValues.putIfAbsent(cell, next.named("next " + cell.name())) == null,
        "update: '%s' has a next value already",
        cell.name());
    return next;
  }

  /** t, 1 x 1: the number of the step that is being taken, 1 for the first. */
  public Expr step() {
    return step;
  }

  /** alpha_t, 1 x 1: the rate at this step. */
  public Expr rate() {
    return rate instanceof Schedules.Constant constant
        ? Autograd.constant(constant.value())
        : Expr.apply(new ScheduleOp(rate), step);
  }

  /** alpha_t x; for a constant rate a plain scaling. */
  public Expr timesRate(Expr x) {
    return rate instanceof Schedules.Constant constant
        ? x.scale(constant.value())
        : x.elementMult(rate());
  }

  /** The recorded updates, in the order they were recorded; no variable may be forgotten. */
  List<Update> updates() {
    List<Update> updates = new ArrayList<>();
    for (Cell cell : variables.values()) {
      checkState(
          nextValues.containsKey(cell),
          "state variable '%s' has no next value; the rule must call update for it",
          cell.name());
    }
    nextValues.forEach((cell, next) -> updates.add(Update.of(cell, next)));
    return updates;
  }
}
