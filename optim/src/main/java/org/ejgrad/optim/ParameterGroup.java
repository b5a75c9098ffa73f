// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Cell;
import org.ejgrad.ops.Expr;

/**
 * Parameters with a rule of their own, and with a rate of their own if one is given. {@link
 * Optimizer#group} and {@link Optimizer#freeze} make them.
 */
record ParameterGroup(ImmutableSet<Cell> members, UpdateRule rule, Optional<Schedule> rate) {
  static ParameterGroup of(List<Expr> parameters, UpdateRule rule, Optional<Schedule> rate) {
    return new ParameterGroup(cells(parameters), rule, rate);
  }

  static ImmutableSet<Cell> cells(List<Expr> parameters) {
    requireNonNull(parameters, "group, parameters");
    return parameters.stream().map(Cell::of).collect(ImmutableSet.toImmutableSet());
  }

  /** Refuses a group with a parameter that takes no part in the step: it would be in vain. */
  void requireAmong(List<Cell> trained) {
    requireAmong(trained, members, rule instanceof Frozen ? "freeze" : "group");
  }

  /** The same for parameters that were given to something else. */
  static void requireAmong(List<Cell> trained, ImmutableSet<Cell> members, String who) {
    for (Cell member : members) {
      checkArgument(
          trained.contains(member),
          "%s: '%s' is none of the parameters that are trained, which are %s. Leave it out, or"
              + " give plain matrices their parameters: onMatrices(parameters, matrices).",
          who,
          member.name(),
          trained.stream().map(Cell::name).toList());
    }
  }

  /** A wrapper goes around the group's own rule, so that it has the group's rate. */
  ParameterGroup wrapped(UnaryOperator<UpdateRule> wrapper) {
    // Frozen is frozen, whatever is wrapped around.
    return rule instanceof Frozen
        ? this
        : new ParameterGroup(members, Recipe.wrappedRule(rule, wrapper), rate);
  }

  /** The same at a rate that is to another as this group's is to a base at the first step. */
  ParameterGroup withRateInProportion(Schedule base, Schedule other) {
    return new ParameterGroup(
        members, rule, rate.map(own -> Schedules.scale(other, ratio(own.at(1), base.at(1)))));
  }

  private static double ratio(double own, double base) {
    checkArgument(
        own > 0 && base > 0,
        "group: rates at step 1 must be > 0 to keep their proportion, got %s for the group and %s"
            + " for the others. Give both constant rates.",
        own,
        base);
    return own / base;
  }

  /** What this group's rule is given. */
  State stateOf(State state) {
    return rate.map(state::withRate).orElse(state);
  }
}
