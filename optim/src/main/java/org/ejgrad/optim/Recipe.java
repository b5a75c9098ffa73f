// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Cell;
import org.ejgrad.ops.Expr;

/**
 * The settings of an optimizer: which rule each parameter goes by, at which rate, and what is done
 * to gradients before.
 *
 * @param rule of all parameters that are in no group
 * @param groups of which the last with a parameter has it
 * @param adjustable whether there is a factor on all rates
 */
record Recipe(
    UpdateRule rule,
    Schedule rate,
    ImmutableList<ParameterGroup> groups,
    ImmutableList<GradientTransform> transforms,
    boolean adjustable) {
  Recipe {
    requireNonNull(rule, "optimizer, rule");
    requireNonNull(rate, "optimizer, rate");
  }

  static Recipe of(UpdateRule rule, Schedule rate) {
    return new Recipe(rule, rate, ImmutableList.of(), ImmutableList.of(), false);
  }

  Recipe withRate(Schedule other) {
    return new Recipe(rule, other, groups, transforms, adjustable);
  }

  /** Another rate, to which those of the groups keep the proportion of the first step. */
  Recipe withRatesInProportion(Schedule other) {
    ImmutableList<ParameterGroup> scaled =
        groups.stream()
            .map(group -> group.withRateInProportion(rate, other))
            .collect(ImmutableList.toImmutableList());
    return new Recipe(rule, other, scaled, transforms, adjustable);
  }

  Recipe withRateFactor() {
    return new Recipe(rule, rate, groups, transforms, true);
  }

  Recipe with(GradientTransform transform) {
    requireNonNull(transform, "with, transform");
    return new Recipe(rule, rate, groups, added(transforms, transform), adjustable);
  }

  Recipe with(ParameterGroup group) {
    return new Recipe(rule, rate, added(groups, group), transforms, adjustable);
  }

  Recipe wrapped(UnaryOperator<UpdateRule> wrapper) {
    requireNonNull(wrapper, "wrapped, wrapper");
    ImmutableList<ParameterGroup> wrappedGroups =
        groups.stream()
            .map(group -> group.wrapped(wrapper))
            .collect(ImmutableList.toImmutableList());
    return new Recipe(wrappedRule(rule, wrapper), rate, wrappedGroups, transforms, adjustable);
  }

  /** What a wrapper makes of a rule, whose point of evaluation it must not lose. */
  static UpdateRule wrappedRule(UpdateRule rule, UnaryOperator<UpdateRule> wrapper) {
    UpdateRule wrapped = requireNonNull(wrapper.apply(rule), "optimizer, rule");
    checkArgument(
        wrapped.evaluatesElsewhere() || !rule.evaluatesElsewhere(),
        "wrapped: %s is evaluated at a point of its own, which the new rule '%s' does not give."
            + " Override evaluatesElsewhere() and evaluationPoint() in it to ask the rule within, or"
            + " wrap before averages and the like are put around.",
        rule.name(),
        wrapped.name());
    return wrapped;
  }

  private static <T> ImmutableList<T> added(List<T> list, T last) {
    return ImmutableList.<T>builder().addAll(list).add(last).build();
  }

  /** Whether this is no more than a rule and a rate, as the settings of a group are. */
  boolean isPlain() {
    return groups.isEmpty() && transforms.isEmpty() && !adjustable;
  }

  private Optional<ParameterGroup> groupOf(Cell parameter) {
    return groups.reverse().stream()
        .filter(group -> group.members().contains(parameter))
        .findFirst();
  }

  /** The rule that this parameter goes by. */
  UpdateRule ruleOf(Cell parameter) {
    return groupOf(parameter).map(ParameterGroup::rule).orElse(rule);
  }

  private State stateOf(Expr parameter, Step step) {
    State state = step.state(parameter);
    return groupOf(parameter.cell()).map(group -> group.stateOf(state)).orElse(state);
  }

  /** The parameter's value after the step. */
  Expr next(ParameterGradient pair, Step step) {
    Expr parameter = pair.parameter();
    return ruleOf(pair.cell()).next(parameter, pair.gradient(), stateOf(parameter, step));
  }

  /** Where the model is evaluated. */
  Expr evaluationPoint(Expr parameter, Step step) {
    UpdateRule own = ruleOf(parameter.cell());
    Expr point = own.evaluationPoint(parameter, stateOf(parameter, step));
    checkState(
        own.evaluatesElsewhere() || point.node() == parameter.node(),
        "evaluationPoint: rule '%s' gives another point than the parameter and denies it."
            + " Override evaluatesElsewhere(), too.",
        own.name());
    return point;
  }

  @Override
  public String toString() {
    String others = groups.isEmpty() ? "" : " and " + groups.size() + " groups of parameters";
    return rule + " at rate " + rate + others;
  }
}
