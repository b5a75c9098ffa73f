// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.Update;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * One step of an optimizer while it is being built: what all its parameters share. {@link
 * GradientTransform} gets it, and {@link UpdateRule} by {@link State#shared}.
 *
 * <p>It is also the one place that decides whether a step happens. A transform that says {@link
 * #applyWhen} makes all that is recorded afterwards, variables, parameters and the step count, keep
 * its old value unless the condition holds; what was recorded before is not concerned. So
 * transforms that look at each gradient stand before those that hold steps back.
 */
public final class Step {
  private final Memory memory;
  private final Expr count;
  private final Schedule rate;
  private final Optional<Expr> factor;
  private final GradientSource source;
  private ImmutableList<ParameterGradient> pairs;
  private final Map<Cell, State> states = new LinkedHashMap<>();
  private final Map<Cell, Expr> nextShared = new LinkedHashMap<>();

  /** The shared variables that this step was asked for, not those of other programs alone. */
  private final Set<Cell> usedShared = new LinkedHashSet<>();

  private Supplier<Optional<Expr>> loss;
  private boolean spansRuns;
  private Optional<Expr> condition = Optional.empty();
  private Optional<ScaledNorm> norm = Optional.empty();
  private boolean acceptsNonFinite;

  Step(
      Memory memory,
      Expr count,
      Schedule rate,
      Optional<Expr> factor,
      GradientSource source,
      List<ParameterGradient> pairs) {
    this.memory = memory;
    this.count = count;
    this.rate = rate;
    this.factor = factor;
    this.source = source;
    this.loss = source::loss;
    this.pairs = ImmutableList.copyOf(pairs);
  }

  /** t, 1 x 1: the number of the step that is being taken, 1 for the first. */
  public Expr count() {
    return count;
  }

  /**
   * The loss, 1 x 1, where the optimizer was given one and not gradients alone; after {@link
   * StepTransforms#accumulate} the mean of the losses whose gradients it takes the mean of. Who
   * asks for it on plain matrices can be stepped with the loss only.
   */
  public Optional<Expr> loss() {
    return loss.get();
  }

  /** The loss of this run, for a transform that can do without it. */
  Optional<Expr> lossIfGiven() {
    return source.lossIfGiven();
  }

  /** All parameters with their gradients, after the transforms that were applied so far. */
  public List<ParameterGradient> pairs() {
    return pairs;
  }

  /**
   * The gradients of {@link #pairs} with other values of the parameters, such as those near by.
   * What else they depend on, data and random numbers, stays the same.
   *
   * @param who asks, for the message
   * @param points one for each pair, in order and of the parameter's shape
   * @throws IllegalArgumentException if the optimizer was given gradients alone, or if they are
   *     those of several runs already
   */
  List<Expr> gradientsAt(String who, List<Expr> points) {
    checkArgument(
        !spansRuns,
        "%s: gradients at another point must be those of one run, got the mean of accumulate."
            + " Write %s before accumulate.",
        who,
        who);
    return source.gradientsAt(who, pairs, points);
  }

  /**
   * The norm of all gradients of {@link #pairs} together, 1 x 1: the root of the sum of squares of
   * all elements, without the overflow or underflow of squares.
   */
  public Expr norm() {
    return scaledNorm().value();
  }

  /** The same, not yet multiplied. */
  ScaledNorm scaledNorm() {
    if (norm.isEmpty()) {
      norm = Optional.of(ScaledNorm.of(pairs.stream().map(ParameterGradient::gradient).toList()));
    }
    return norm.orElseThrow();
  }

  /** The variables that belong to this parameter. */
  public State state(Expr parameter) {
    return states.computeIfAbsent(
        Cell.of(parameter), cell -> new State(parameter, memory.slot(cell), this, rate));
  }

  /**
   * A variable that belongs to no parameter.
   *
   * @param name unique within the optimizer, without '/'; its name in {@link Optimizer#state}
   * @param initial its value before the first step, copied; not read if the variable exists
   */
  public Expr variable(String name, DMatrixRMaj initial) {
    return variable(name, initial, Domain.FINITE);
  }

  private Expr variable(String name, DMatrixRMaj initial, Domain domain) {
    checkArgument(
        name.indexOf('/') < 0 && !name.equals(memory.steps().name()),
        "variable: a shared name has no '/' and is not 'step', got '%s'",
        name);
    Expr variable = memory.shared().variable(name, initial, domain);
    usedShared.add(variable.cell());
    return variable;
  }

  /** A variable that holds one number. */
  public Expr scalar(String name, double initial) {
    return variable(name, new DMatrixRMaj(1, 1, true, initial));
  }

  /**
   * A variable that counts from 0.
   *
   * @param most what it can reach
   */
  Expr counter(String name, long most) {
    return variable(name, new DMatrixRMaj(1, 1), Domain.count(most));
  }

  /**
   * Records the value a shared variable takes at the end of the step, or keeps if a condition given
   * before does not hold.
   *
   * @return the next value, for use in the rest of the formula
   */
  public Expr update(Expr variable, Expr next) {
    Cell cell = Cell.of(variable);
    checkArgument(
        memory.shared().has(cell),
        "update: only shared variables can be updated here, got '%s'. Use the parameter's state.",
        cell.name());
    record(nextShared, cell, next);
    return next;
  }

  /**
   * From here on, nothing that is recorded happens unless this and all conditions before hold.
   *
   * @param happens 1 x 1, not 0 if the step is to be taken
   */
  public void applyWhen(Expr happens) {
    checkArgument(
        happens.shape().isScalar(),
        "applyWhen: the condition must be 1x1, got %s",
        happens.shape());
    Expr holds = happens.equalTo(0).select(Autograd.constant(0.0), Autograd.constant(1.0));
    condition = Optional.of(condition.map(before -> before.elementMult(holds)).orElse(holds));
  }

  /**
   * Says that gradients from here on are those of several runs, and how the loss that belongs to
   * them comes from that of a run. Its variables are made, under the conditions given so far, only
   * where someone asks for the loss.
   */
  void spanRuns(UnaryOperator<Expr> lossOfRuns) {
    spansRuns = true;
    Supplier<Optional<Expr>> ofRun = loss;
    Optional<Expr> conditionHere = condition;
    loss =
        Suppliers.memoize(
            () -> {
              Optional<Expr> value = ofRun.get();
              Optional<Expr> conditionThere = condition;
              condition = conditionHere;
              Optional<Expr> changed = value.map(lossOfRuns);
              condition = conditionThere;
              return changed;
            });
  }

  /**
   * Lets runs go on where the loss or a gradient is not finite, because the transform that calls
   * this takes care of it. Next values must still be finite.
   */
  public void acceptNonFinite() {
    acceptsNonFinite = true;
  }

  boolean acceptsNonFinite() {
    return acceptsNonFinite;
  }

  void transformed(List<ParameterGradient> changed) {
    pairs = ImmutableList.copyOf(changed);
    norm = Optional.empty();
  }

  /** A schedule's value at this step, 1 x 1; a run fails if it is negative or not finite. */
  public Expr value(Schedule schedule) {
    return schedule instanceof Schedules.Constant constant
        ? Autograd.constant(constant.value())
        : Expr.apply(new ScheduleOp(schedule), count);
  }

  /** The same times the factor that is set from outside, if any. */
  Expr rate(Schedule schedule) {
    Expr scheduled = value(schedule);
    return factor.map(scheduled::elementMult).orElse(scheduled);
  }

  Expr timesRate(Schedule schedule, Expr x) {
    return schedule instanceof Schedules.Constant constant && factor.isEmpty()
        ? x.scale(constant.value())
        : x.elementMult(rate(schedule));
  }

  /** Notes a cell's next value, under the conditions given so far. */
  void record(Map<Cell, Expr> nextValues, Cell cell, Expr next) {
    checkArgument(
        nextValues.putIfAbsent(cell, gated(cell, next).named("next " + cell.name())) == null,
        "update: '%s' has a next value already",
        cell.name());
  }

  /** The next value, or the old one if the step does not happen. */
  private Expr gated(Cell cell, Expr next) {
    return condition.map(holds -> holds.select(next, Expr.of(cell))).orElse(next);
  }

  /** What all this changes, after each parameter's next value was recorded. */
  List<Update> updates() {
    List<Update> updates = new ArrayList<>();
    states.values().forEach(state -> updates.addAll(state.updates()));
    for (Cell cell : usedShared) {
      checkState(
          nextShared.containsKey(cell),
          "shared variable '%s' has no next value; what made it must call update for it",
          cell.name());
    }
    nextShared.forEach((cell, next) -> updates.add(Update.of(cell, next)));
    Cell steps = memory.steps();
    updates.add(Update.of(steps, gated(steps, count)));
    return updates;
  }
}
