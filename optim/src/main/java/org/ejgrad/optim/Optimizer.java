// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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
  private static final String RATE_FACTOR = "rate factor";

  private final Recipe recipe;
  private final Memory memory = new Memory();

  private Optimizer(Recipe recipe) {
    this.recipe = recipe;
    if (recipe.adjustable()) {
      factor();
    }
  }

  /** An optimizer with this rule, which may be one of your own, and a rate that may change. */
  public static Optimizer of(UpdateRule rule, Schedule rate) {
    return new Optimizer(Recipe.of(rule, rate));
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
    return new Optimizer(recipe.with(transform));
  }

  /** The same settings at another rate; no state. */
  public Optimizer withRate(Schedule other) {
    return new Optimizer(recipe.withRate(other));
  }

  /** The same settings at another constant rate, finite and above 0; no state. */
  public Optimizer withRate(double other) {
    return withRate(Schedules.constant(other));
  }

  /** The same settings at another rate, those of groups in proportion to it; no state. */
  Optimizer withRatesInProportion(Schedule other) {
    return new Optimizer(recipe.withRatesInProportion(other));
  }

  /**
   * The same settings with a factor on all rates, which starts at 1 and is changed by {@link
   * #setRateFactor} between steps, as {@link ReduceOnPlateau} does; no state.
   */
  public Optimizer withRateFactor() {
    return new Optimizer(recipe.withRateFactor());
  }

  /**
   * The same settings with a rule made of the present one, such as its average: {@code
   * adam(1e-3).wrapped(rule -> new Lookahead(rule, 5, 0.5))}; no state. The rule of each group that
   * was made before is wrapped as well and keeps its rate; what is frozen stays so.
   *
   * @throws IllegalArgumentException if a rule is evaluated at a point of its own and what is made
   *     of it is not
   */
  public Optimizer wrapped(UnaryOperator<UpdateRule> wrapper) {
    return new Optimizer(recipe.wrapped(wrapper));
  }

  /**
   * The same settings, except that these parameters go by another rule at another rate. Transforms
   * stay common to all, since some look at all gradients together. Of two groups with a parameter
   * the later one has it. No state.
   *
   * @param settings rule and rate of the group
   * @throws IllegalArgumentException if the settings have transforms, groups or a rate factor of
   *     their own; {@link #updates} throws it if one of these is not among its parameters
   */
  public Optimizer group(Optimizer settings, List<Expr> parameters) {
    requireNonNull(settings, "group, settings");
    checkArgument(
        settings.recipe.isPlain(),
        "group: transforms, groups and the rate factor are common to all, got some in the group's"
            + " settings. Give them to the whole optimizer.");
    return new Optimizer(
        recipe.with(
            ParameterGroup.of(
                parameters, settings.recipe.rule(), Optional.of(settings.recipe.rate()))));
  }

  /**
   * The same settings, except that these parameters keep their values, whatever wraps the rule; no
   * state. Their gradients still count in norms of all gradients together.
   *
   * @throws IllegalArgumentException as for {@link #group}
   */
  public Optimizer freeze(List<Expr> parameters) {
    return new Optimizer(
        recipe.with(ParameterGroup.of(parameters, new Frozen(), Optional.empty())));
  }

  /** The same settings and no state, for another training. */
  public Optimizer fresh() {
    return new Optimizer(recipe);
  }

  /** The formula, with its settings, of all parameters that are in no group. */
  public UpdateRule rule() {
    return recipe.rule();
  }

  /** The rate as a function of the step. */
  public Schedule rate() {
    return recipe.rate();
  }

  /**
   * What all rates are multiplied by from the next step on.
   *
   * @param value finite and above 0
   * @throws IllegalStateException if this optimizer was not made by {@link #withRateFactor}
   */
  public void setRateFactor(double value) {
    Settings.positive("setRateFactor, value", value);
    factor().set(new DMatrixRMaj(1, 1, true, value));
  }

  /**
   * What all rates are multiplied by.
   *
   * @throws IllegalStateException if this optimizer was not made by {@link #withRateFactor}
   */
  public double rateFactor() {
    return factor().value().get(0);
  }

  private Cell factor() {
    checkState(
        recipe.adjustable(),
        "rateFactor: this optimizer has none. Make it by withRateFactor() first.");
    DMatrixRMaj one = new DMatrixRMaj(1, 1, true, 1);
    return Cell.of(memory.shared().variable(RATE_FACTOR, one, Domain.POSITIVE));
  }

  /**
   * What a step changes, for {@link Autograd#compile(Expr, Updates)}: takes the gradients of the
   * loss, transforms them and applies the rule. A run changes nothing if the loss, a gradient or a
   * next value is not finite, unless a transform takes care of it; the error names the loss or the
   * parameter, and the step.
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
    return updates(pairs, new GradientSource.OfLoss(loss));
  }

  /** The same. */
  public Updates updates(Expr loss, Expr... parameters) {
    return updates(loss, Arrays.asList(parameters));
  }

  /**
   * The same for gradients that come from elsewhere. A run changes nothing if one of them or a next
   * value is not finite, unless a transform takes care of it.
   *
   * @throws IllegalArgumentException if there are none, or two for one parameter, or if a rule or a
   *     transform needs the loss
   */
  public Updates updates(List<ParameterGradient> pairs) {
    return updates(pairs, new GradientSource.Values(Optional.empty()));
  }

  /**
   * The same for rules that need the loss, such as {@link PolyakSgd}.
   *
   * @param loss 1 x 1, its value at the parameters
   */
  public Updates updates(List<ParameterGradient> pairs, Expr loss) {
    checkArgument(
        loss.shape().isScalar(), "updates: the loss must be 1x1, got %s", loss.node().describe());
    return updates(pairs, new GradientSource.Values(Optional.of(loss)));
  }

  Updates updates(List<ParameterGradient> pairs, GradientSource source) {
    checkArgument(!pairs.isEmpty(), "updates: at least one parameter is needed, got none");
    Set<Cell> given = new HashSet<>();
    for (ParameterGradient pair : pairs) {
      checkArgument(
          given.add(pair.cell()),
          "updates: each parameter takes one step, got two for '%s'",
          pair.cell().name());
    }
    List<Cell> trained = pairs.stream().map(ParameterGradient::cell).toList();
    recipe.groups().forEach(group -> group.requireAmong(trained));
    Step step = step(Expr.of(memory.steps()).plus(1), source, pairs);
    if (recipe.adjustable()) {
      Expr factor = Expr.of(factor());
      step.update(factor, factor);
    }
    for (GradientTransform transform : recipe.transforms()) {
      List<ParameterGradient> changed = transform.apply(step.pairs(), step);
      checkArgument(
          changed.stream()
              .map(ParameterGradient::cell)
              .toList()
              .equals(pairs.stream().map(ParameterGradient::cell).toList()),
          "updates: a transform must keep the parameters and their order");
      step.transformed(changed);
    }
    for (ParameterGradient pair : step.pairs()) {
      step.state(pair.parameter()).updateParameter(recipe.next(pair, step));
    }
    List<Update> updates = step.updates();
    // A gradient of 1e200 is finite, its square is not: without the next values among the guards, a
    // second moment would overflow and the parameter stand still for ever, in silence.
    List<Node> guards = new ArrayList<>();
    if (!step.acceptsNonFinite()) {
      source.guarded().forEach(value -> guards.add(value.node()));
      pairs.forEach(
          pair -> guards.add(pair.gradient().named("gradient of " + pair.cell().name()).node()));
    }
    updates.forEach(update -> guards.add(update.value()));
    return new Updates(updates, guards, Optional.of(memory.steps()));
  }

  private Step step(Expr count, GradientSource source, List<ParameterGradient> pairs) {
    Optional<Expr> factor = recipe.adjustable() ? Optional.of(Expr.of(factor())) : Optional.empty();
    return new Step(memory, count, recipe.rate(), factor, source, pairs);
  }

  /**
   * Where the model is to be evaluated, in the order of the parameters: their averages for {@link
   * AveragedSgd} and the like, otherwise the parameters themselves.
   */
  public List<Expr> evaluationPoint(List<Expr> parameters) {
    Step step =
        step(Expr.of(memory.steps()), new GradientSource.Values(Optional.empty()), List.of());
    return parameters.stream().map(parameter -> recipe.evaluationPoint(parameter, step)).toList();
  }

  /**
   * Sets the parameters to where the model is to be evaluated, until the result is closed, which
   * sets them back. No step may be taken in between.
   */
  public EvaluationSwap evaluating(List<Expr> parameters) {
    return new EvaluationSwap(parameters, evaluationPoint(parameters));
  }

  /**
   * Steps plain matrices by the same rule, for those who bring their own gradients. They are called
   * theta1, theta2 and so on.
   *
   * @param matrices held, and changed in place by each step; each another matrix
   * @throws IllegalArgumentException if there are none, or one is given twice, or there are groups
   *     or frozen parameters, which no matrix is known to be
   */
  public MatrixStepper onMatrices(DMatrixRMaj... matrices) {
    return onMatrices(MatrixGradients.parametersFor(matrices), matrices);
  }

  /**
   * The same for matrices that are values of these parameters, as groups and frozen parameters
   * need. Each step sets the parameters, too.
   *
   * @param parameters one for each matrix, in order and of its shape
   */
  public MatrixStepper onMatrices(List<Expr> parameters, DMatrixRMaj... matrices) {
    return new MatrixStepper(this, parameters, matrices);
  }

  /** How many steps were taken; those that a transform held back do not count. */
  public long steps() {
    return (long) memory.steps().value().get(0);
  }

  /**
   * All state by name, in the order it was made: {@code step}, variables that belong to no
   * parameter, then {@code parameter/variable} for each parameter in the order in which programs
   * were built. Parameters of one name get {@code #2} and so on, so the same construction gives the
   * same names. To go on where another training stopped, build the same programs, then {@link
   * #restore} what was {@link #saved}.
   */
  public Map<String, Cell> state() {
    return memory.cells();
  }

  /**
   * The names of the rules, and copies of the values of all state in the order of {@link #state}.
   */
  public OptimizerState saved() {
    Map<String, DMatrixRMaj> values = new LinkedHashMap<>();
    state().forEach((name, cell) -> values.put(name, cell.value()));
    return new OptimizerState(ruleNames(), values);
  }

  /** The rule of each parameter that was met. */
  private Map<String, String> ruleNames() {
    Map<String, String> names = new LinkedHashMap<>();
    memory.parameters().forEach((name, cell) -> names.put(name, recipe.ruleOf(cell).name()));
    return names;
  }

  /**
   * Sets all state, or nothing if the values are not those of such an optimizer. Rates, the
   * settings of rules, and transforms without variables may have changed; the rules, the transforms
   * with variables, such as {@link StepTransforms#accumulate}, and whether there is a rate factor
   * may not.
   *
   * @param saved what {@link #saved} gave, of an optimizer that built the same programs; copied
   * @throws IllegalArgumentException if a parameter goes by a rule of another name, if a name is
   *     missing or too many, if a shape differs, if a number is not finite, or a count is not one
   */
  public void restore(OptimizerState saved) {
    requireNonNull(saved, "restore, saved");
    Map<String, String> names = ruleNames();
    checkArgument(
        names.equals(saved.rules()),
        "restore: the state must be of the same parameters by the same rules, %s, got that of %s."
            + " Build the same programs with the same rules first.",
        names,
        saved.rules());
    memory.restore(saved.values());
  }

  @Override
  public String toString() {
    return recipe.toString();
  }
}
