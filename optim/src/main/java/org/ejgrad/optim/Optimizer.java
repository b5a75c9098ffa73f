// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Update;
import org.ejgrad.graph.Updates;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * A rule, its rate, what is done to gradients before, and the state of one training: the step count
 * and the rule's variables for each parameter.
 *
 * <pre>{@code
 * Optimizer adam = Optimizers.adam(0.01).with(GradientTransforms.clipByGlobalNorm(1));
 * Program step = compile(loss, adam.updates(loss, w, b));
 * }</pre>
 *
 * <p>State belongs to the instance. Programs built by the same instance, say for a full and for a
 * short last batch, share it; two trainings need two instances, for which there is {@link #fresh}.
 * All parameters of a step go into one call of {@code updates}, because each call counts the step.
 * Building programs is for one thread.
 */
public final class Optimizer {
  private final UpdateRule rule;
  private final Schedule rate;
  private final ImmutableList<GradientTransform> transforms;
  private final Cell steps = Cell.scalar("step", 0);
  private final Map<Cell, Slot> slots = new LinkedHashMap<>();

  /** The names of slots, and for each name that came again the number its next one gets. */
  private final Set<String> names = new HashSet<>();

  private final Map<String, Integer> nextNumber = new HashMap<>();

  /** The variables of one parameter, and the unique name they go under. */
  private record Slot(String name, Map<String, Cell> variables) {}

  private Optimizer(UpdateRule rule, Schedule rate, ImmutableList<GradientTransform> transforms) {
    this.rule = rule;
    this.rate = rate;
    this.transforms = transforms;
  }

  /** An optimizer with this rule, which may be one of your own, and a rate that may change. */
  public static Optimizer of(UpdateRule rule, Schedule rate) {
    return new Optimizer(rule, rate, ImmutableList.of());
  }

  /**
   * The same with a constant rate.
   *
   * @param rate finite and above 0
   */
  public static Optimizer of(UpdateRule rule, double rate) {
    return of(rule, Schedules.constant(rate));
  }

  /** The same settings and one more transform, after those there are; no state. */
  public Optimizer with(GradientTransform transform) {
    return new Optimizer(
        rule,
        rate,
        ImmutableList.<GradientTransform>builder().addAll(transforms).add(transform).build());
  }

  /** The same settings at another rate; no state. */
  public Optimizer withRate(Schedule other) {
    return new Optimizer(rule, other, transforms);
  }

  /** The same settings at another constant rate, finite and above 0; no state. */
  public Optimizer withRate(double other) {
    return withRate(Schedules.constant(other));
  }

  /** The same settings and no state, for another training. */
  public Optimizer fresh() {
    return new Optimizer(rule, rate, transforms);
  }

  /** The formula, with its settings. */
  public UpdateRule rule() {
    return rule;
  }

  /** The rate as a function of the step. */
  public Schedule rate() {
    return rate;
  }

  /**
   * What a step changes, for {@link Autograd#compile(Expr, Updates)}: takes the gradients of the
   * loss, transforms them and applies the rule. A run changes nothing if the loss, a gradient or a
   * next value is not finite.
   *
   * @param loss 1 x 1
   * @param parameters all that the step trains, each once
   * @throws IllegalArgumentException if the loss is not 1 x 1 or does not depend on a parameter, or
   *     if one is not a parameter or is given twice
   */
  public Updates updates(Expr loss, List<Expr> parameters) {
    List<Expr> gradients = Autograd.gradients(loss, parameters);
    List<ParameterGradient> pairs = new ArrayList<>(parameters.size());
    for (int i = 0; i < gradients.size(); i++) {
      pairs.add(new ParameterGradient(parameters.get(i), gradients.get(i)));
    }
    return new Updates(List.of(), List.of(loss.named("loss").node())).and(updates(pairs));
  }

  /** The same. */
  public Updates updates(Expr loss, Expr... parameters) {
    return updates(loss, Arrays.asList(parameters));
  }

  /**
   * The same for gradients that come from elsewhere. A run changes nothing if one of them or a next
   * value is not finite.
   *
   * @throws IllegalArgumentException if there are none, or two for one parameter
   */
  public Updates updates(List<ParameterGradient> pairs) {
    checkArgument(!pairs.isEmpty(), "updates: at least one parameter is needed, got none");
    Expr t = Expr.of(steps).plus(1);
    List<Update> updates = new ArrayList<>();
    for (ParameterGradient pair : transformed(pairs)) {
      State state = state(pair.cell(), t);
      Expr next = rule.next(pair.parameter(), pair.gradient(), state);
      updates.add(Update.of(pair.cell(), next.named("next " + pair.cell().name())));
      updates.addAll(state.updates());
    }
    updates.add(Update.of(steps, t));
    // A gradient of 1e200 is finite, its square is not: without the next values among the guards, a
    // second moment would overflow and the parameter stand still for ever, in silence.
    List<Node> guards = new ArrayList<>();
    pairs.forEach(
        pair -> guards.add(pair.gradient().named("gradient of " + pair.cell().name()).node()));
    updates.forEach(update -> guards.add(update.value()));
    return new Updates(updates, guards);
  }

  private List<ParameterGradient> transformed(List<ParameterGradient> pairs) {
    List<ParameterGradient> changed = pairs;
    for (GradientTransform transform : transforms) {
      changed = transform.apply(changed);
      checkArgument(
          changed.stream()
              .map(ParameterGradient::cell)
              .toList()
              .equals(pairs.stream().map(ParameterGradient::cell).toList()),
          "updates: a transform must keep the parameters and their order");
    }
    return changed;
  }

  /**
   * Where the model is to be evaluated, in the order of the parameters: their averages for {@link
   * AveragedSgd}, otherwise the parameters themselves.
   */
  public List<Expr> evaluationPoint(List<Expr> parameters) {
    Expr t = Expr.of(steps);
    return parameters.stream()
        .map(parameter -> rule.evaluationPoint(parameter, state(Cell.of(parameter), t)))
        .toList();
  }

  /**
   * Steps plain matrices by the same rule, for those who bring their own gradients.
   *
   * @param parameters held, and changed in place by each step; each another matrix
   * @throws IllegalArgumentException if there are none, or one is given twice
   */
  public MatrixStepper onMatrices(DMatrixRMaj... parameters) {
    return new MatrixStepper(this, parameters);
  }

  /** How many steps were taken. */
  public long steps() {
    return (long) steps.value().get(0);
  }

  /**
   * All state by name, in the order it was made: {@code step}, then {@code parameter/variable} for
   * each parameter in the order in which programs were built. Parameters of one name get {@code #2}
   * and so on, so the same construction gives the same names. To go on where another training
   * stopped, build the same programs, then set these cells.
   */
  public Map<String, Cell> state() {
    ImmutableMap.Builder<String, Cell> state = ImmutableMap.builder();
    state.put(steps.name(), steps);
    for (Slot slot : slots.values()) {
      slot.variables.values().forEach(cell -> state.put(cell.name(), cell));
    }
    return state.buildOrThrow();
  }

  private State state(Cell parameter, Expr t) {
    Slot slot = slots.computeIfAbsent(parameter, this::newSlot);
    return new State(parameter, slot.name, slot.variables, t, rate);
  }

  private Slot newSlot(Cell parameter) {
    String name = parameter.name();
    while (!names.add(name)) {
      name = parameter.name() + "#" + nextNumber.merge(parameter.name(), 2, (n, start) -> n + 1);
    }
    return new Slot(name, new LinkedHashMap<>());
  }

  @Override
  public String toString() {
    return rule + " at rate " + rate;
  }
}
