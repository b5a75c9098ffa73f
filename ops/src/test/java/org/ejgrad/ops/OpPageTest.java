// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.ejgrad.graph.Gradients.Unreached;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class OpPageTest {
  private static final Path PAGE = Path.of("OPS.md");

  private static final String COMMAND =
      "mvn -q test -pl ops -am -Dtest=OpPageTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dejgrad.page=write";

  private final OpPage page = OpPage.write();

  @Test
  void page_isThatOfTheOps() throws IOException {
    if (System.getProperty("ejgrad.page", "").equals("write")) {
      Files.writeString(PAGE, page.text());
    }
    assertTrue(Files.exists(PAGE), () -> "ops/OPS.md is missing; run " + COMMAND);
    assertEquals(page.text(), Files.readString(PAGE), () -> "ops/OPS.md is stale; run " + COMMAND);
  }

  @Test
  void page_hasASectionForEveryPublicMethodThatGivesAnExpression() {
    Set<String> expected = new TreeSet<>(PublicMethods.all());
    assertTrue(expected.containsAll(PublicMethods.NO_OPS.keySet()), "an exception is no method");
    expected.removeAll(PublicMethods.NO_OPS.keySet());
    assertEquals(expected, new TreeSet<>(page.headings().keySet()));
  }

  @Test
  void section_ofEveryMethod_saysShapesDomainDerivativeAndKinks() {
    Map<String, String> sections = new TreeMap<>();
    for (String section : Splitter.on(Pattern.compile("\n(?=##)")).split(page.text())) {
      sections.put(section.lines().findFirst().orElse(""), section);
    }
    for (String heading : page.headings().values()) {
      String section = sections.getOrDefault("### " + heading, "");
      for (String part : List.of("shapes: ", "drawn from: ", "derivative", "kinks: ")) {
        assertTrue(section.contains("\n- " + part), () -> part + "missing in\n" + section);
      }
      String first = section.lines().skip(2).findFirst().orElse("");
      assertTrue(first.matches("\\S.*[.)]"), () -> "no description: " + section);
      assertFalse(section.contains("{@"), () -> "a tag of Javadoc: " + section);
    }
  }

  @Test
  void composedMethods_areAllOnThePage() {
    for (ComposedRow row : ComposedRows.rows()) {
      assertTrue(page.headings().containsKey(row.method), row::toString);
    }
  }

  /** Those of composed methods are compared where their closed forms are. */
  @Test
  void opsListedAsWithoutDerivative_areThoseWhoseSlopesAreZero() {
    Set<String> flat = new TreeSet<>(page.opsOfMethods());
    OpTable.rows().stream()
        .filter(row -> row.shapes.stream().anyMatch(shapes -> hasSlope(row, shapes)))
        .forEach(row -> flat.remove(row.op));
    assertEquals(flat, new TreeSet<>(page.noDerivatives().opsOfMethods()));
    assertTrue(flat.contains("ops.ElementwiseUnary.FLOOR"), flat::toString);
  }

  private static boolean hasSlope(OpRow row, List<Shape> shapes) {
    List<DMatrixRMaj> numbers = row.arguments(shapes, 1);
    List<Expr> x = numbers.stream().map(m -> Autograd.parameter("x", m)).toList();
    Expr y = row.build.apply(x);
    Expr yBar = Autograd.constant(Domain.ANY.matrix(y.shape(), 1, 7));
    List<Expr> bars = Autograd.vjp(y, yBar, x, Unreached.ZERO);
    return bars.stream().anyMatch(bar -> Arrays.stream(bar.evaluate().data).anyMatch(v -> v != 0));
  }
}
