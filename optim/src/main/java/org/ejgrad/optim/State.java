// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.Node;
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
  /** The variable that is 0 until copies of the parameter were taken. */
  private static final String COPIED = "copied";

  private final Expr parameter;
  private final Memory.Slot slot;
  private final Step step;
  private final Schedule rate;
  private final Map<Cell, Expr> nextValues;

  /** Cells whose old value, at the first step, is the parameter's, by the node that says so. */
  private final Map<Node, Cell> copies;

  State(Expr parameter, Memory.Slot slot, Step step, Schedule rate) {
    this(parameter, slot, step, rate, new LinkedHashMap<>(), new HashMap<>());
  }

  private State(
      Expr parameter,
      Memory.Slot slot,
      Step step,
      Schedule rate,
      Map<Cell, Expr> nextValues,
      Map<Node, Cell> copies) {
    this.parameter = parameter;
    this.slot = slot;
    this.step = step;
    this.rate = rate;
    this.nextValues = nextValues;
    this.copies = copies;
  }

  /** The parameter itself, where a rule is given something else to start from. */
  public Expr parameter() {
    return parameter;
  }

  /** 0 for the first parameter that the optimizer met, and so on; never changes. */
  public int number() {
    return slot.number();
  }

  /** A variable of the parameter's shape that starts at 0. */
  public Expr zeros(String name) {
    return variable(name, new DMatrixRMaj(parameter.rows(), parameter.cols()));
  }

  /** A variable of the parameter's shape that starts at this value throughout. */
  public Expr filled(String name, double initial) {
    DMatrixRMaj value = new DMatrixRMaj(parameter.rows(), parameter.cols());
    Arrays.fill(value.data, initial);
    return variable(name, value);
  }

  /** A variable that starts at the parameter's value before its first step. */
  public Expr copyOfParameter(String name) {
    Expr variable = variable(name, parameter.cell().value());
    Expr copied = slot.variables().variable(COPIED, new DMatrixRMaj(1, 1), Domain.count(1));
    if (!nextValues.containsKey(copied.cell())) {
      step.record(nextValues, copied.cell(), Autograd.constant(1));
    }
    // The parameter may have been set since the program was built, so what the cell was made with
    // is not looked at.
    Expr value = copied.select(variable, parameter);
    copies.put(value.node(), variable.cell());
    return value;
  }

  /** A variable that holds one number, 1 x 1. */
  public Expr scalar(String name, double initial) {
    return variable(name, new DMatrixRMaj(1, 1, true, initial));
  }

  /**
   * A variable of any shape.
   *
   * @param name unique within the rule; part of the name in {@link Optimizer#state}
   * @param initial its value before the first step, copied; not read if the variable exists
   * @throws IllegalArgumentException if it exists with another shape
   */
  public Expr variable(String name, DMatrixRMaj initial) {
    checkArgument(
        !name.equals(COPIED),
        "variable: '%s' says whether copies of the parameter were taken. Use another name.",
        name);
    return slot.variables().variable(name, initial, Domain.FINITE);
  }

  /**
   * Records the value a variable takes at the end of the step, if the step happens.
   *
   * @return the next value, for use in the rest of the formula
   * @throws IllegalArgumentException if this is not a variable of this state, or has a next value
   */
  public Expr update(Expr variable, Expr next) {
    Cell copy = copies.get(variable.node());
    Cell cell = copy != null ? copy : Cell.of(variable);
    checkArgument(
        slot.variables().has(cell),
        "update: only the rule's own variables can be updated, got '%s'",
        cell.name());
    step.record(nextValues, cell, next);
    return next;
  }

  /** t, 1 x 1: the number of the step that is being taken, 1 for the first. */
  public Expr step() {
    return step.count();
  }

  /** alpha_t, 1 x 1: the rate at this step. */
  public Expr rate() {
    return step.rate(rate);
  }

  /** alpha_t x; for a constant rate a plain scaling. */
  public Expr timesRate(Expr x) {
    return step.timesRate(rate, x);
  }

  /** The same variables at another rate, for rules that call others. */
  public State withRate(Schedule other) {
    return new State(parameter, slot, step, other, nextValues, copies);
  }

  /** What all parameters of the step share: the loss, all gradients. */
  public Step shared() {
    return step;
  }

  /** The parameter's next value, recorded like that of a variable. */
  void updateParameter(Expr next) {
    step.record(nextValues, parameter.cell(), next);
  }

  /** The recorded updates, the parameter's first; no variable may be forgotten. */
  List<Update> updates() {
    List<Update> updates = new ArrayList<>();
    for (Cell cell : slot.variables().all()) {
      checkState(
          nextValues.containsKey(cell),
          "state variable '%s' has no next value; the rule must call update for it",
          cell.name());
    }
    Expr next = nextValues.get(parameter.cell());
    if (next != null) {
      updates.add(Update.of(parameter, next));
    }
    nextValues.forEach(
        (cell, value) -> {
          if (cell != parameter.cell()) {
            updates.add(Update.of(cell, value));
          }
        });
    return updates;
  }
}
