// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.CaseFormat;
import com.google.common.collect.Sets;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;

/** A rule without a row in the tables of the tests fails here. */
final class RuleCoverageTest {
  /** Rows of the table that are no maker's: settings and wrappers of other rules. */
  private static final Set<String> OTHER_ROWS =
      Set.of("RMS_PROP_CENTRED", "LOOKAHEAD", "SHARPNESS_AWARE");

  /**
   * Rules that {@link WrappedRulesTest} and {@link UpdateRuleTest} compare with their formulas,
   * most of which wrap others.
   */
  private static final Set<String> COMPARED_ELSEWHERE =
      Set.of(
          "AveragedSgd",
          "ExponentialAverage",
          "Frozen",
          "Lookahead",
          "Projected",
          "UniformAverage");

  @Test
  void makers_eachHasARowInTheTableOfRules() {
    Set<String> makers =
        Arrays.stream(Optimizers.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> method.getReturnType() == Optimizer.class)
            .map(method -> CaseFormat.LOWER_CAMEL.to(CaseFormat.UPPER_UNDERSCORE, method.getName()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> rows =
        Arrays.stream(OptimizerTableTest.Rule.values())
            .map(Enum::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(rows, new TreeSet<>(Sets.union(makers, OTHER_ROWS)));
    assertEquals(35, makers.size());
  }

  @Test
  void rules_eachIsComparedWithItsFormula() {
    Set<String> rules =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.ejgrad.optim")
                .stream()
                .filter(found -> found.isAssignableTo(UpdateRule.class))
                .filter(found -> !found.isInterface())
                .filter(found -> !found.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(found -> found.getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> compared =
        compared()
            .map(rule -> rule.getClass().getSimpleName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(rules, new TreeSet<>(Sets.union(compared, COMPARED_ELSEWHERE)));
    assertEquals(Set.of(), Sets.intersection(compared, COMPARED_ELSEWHERE));
    assertEquals(39, rules.size());
  }

  /** Saved states are known by the name, which is written beside them. */
  @Test
  void name_ofEachRule_isItsOwn() {
    UpdateRule adam = new Adam();
    Stream<UpdateRule> others =
        Stream.of(
            new AveragedSgd(0.1),
            new ExponentialAverage(adam),
            new Frozen(),
            new Lookahead(adam),
            new Projected(adam, Projections.nonNegative()),
            new UniformAverage(adam));
    Set<String> seen = new TreeSet<>();
    Stream.concat(compared(), others)
        .forEach(
            rule -> {
              String expected =
                  CaseFormat.UPPER_CAMEL.to(
                      CaseFormat.LOWER_CAMEL, rule.getClass().getSimpleName());
              assertEquals(expected, rule.name().replaceFirst("\\(.*", ""));
              seen.add(expected);
            });
    assertEquals(39, seen.size());
    assertEquals("uniformAverage(adam)", new UniformAverage(adam).name());
  }

  private static Stream<UpdateRule> compared() {
    return Stream.concat(
            TorchTrajectoriesTest.rules().map(row -> (Optimizer) row.get()[1]),
            RuleFormulasTest.rules().map(row -> (Optimizer) ((Named<?>) row.get()[0]).getPayload()))
        .map(Optimizer::rule);
  }
}
