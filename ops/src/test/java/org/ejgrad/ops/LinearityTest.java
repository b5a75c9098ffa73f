// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.jacobian;
import static org.ejgrad.ops.Autograd.jvp;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.ejgrad.graph.MatrixOp;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of a user's own that a Jacobian-vector product cannot be made of. */
class LinearityTest {
  /** What a rule of a user's own may make of a cotangent that is not linear in it. */
  private enum OwnRule {
    SIGN(Expr::sign),
    ROUND(yBar -> yBar.scale(3).round()),
    COMPARED(yBar -> yBar.greaterThan(0)),
    STOPPED(yBar -> yBar.stopGradient().scale(2)),
    SHIFTED(yBar -> yBar.plus(5)),
    IGNORED(yBar -> constant(normal(4, 2))),
    SUM(yBar -> yBar.plus(constant(normal(4, 2)))),
    DIFFERENCE(yBar -> constant(normal(4, 2)).minus(yBar)),
    IN_PART(yBar -> constant(normal(4, 2)).greaterThan(0).select(yBar, constant(7))),
    IN_COND(yBar -> Control.cond(constant(1), Expr::sign, v -> v, yBar)),
    IN_SCAN(yBar -> Control.scan(2, s -> s.plus(3), yBar).last()),
    /** The only ones that are. */
    MATRIX_OF_ZEROS(yBar -> constant(new DMatrixRMaj(4, 2))),
    SUM_WITH_ZEROS(yBar -> yBar.plus(constant(new DMatrixRMaj(4, 2))));

    private final UnaryOperator<Expr> rule;

    OwnRule(UnaryOperator<Expr> rule) {
      this.rule = rule;
    }
  }

  private record Ruled(OwnRule own) implements ExprOp, MatrixOp {
    @Override
    public String label() {
      return "ruled";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public void forward(DMatrixRMaj[] x, DMatrixRMaj y) {
      y.setTo(x[0]);
    }

    @Override
    public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
      return List.of(own.rule.apply(yBar));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = OwnRule.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SUM_WITH_ZEROS", "MATRIX_OF_ZEROS"})
  void jvp_throughARuleThatIsNotLinear_isRefusedByTheNameOfItsOp(OwnRule own) {
    Expr x = parameter("x", normal(4, 2));
    Expr y = Expr.apply(new Ruled(own), x.sin()).square();
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> jvp(y, List.of(x), List.of(constant(normal(4, 2)))));
    String message =
        "jvp: reverse rules must be linear in the cotangent, got that of ruled of sin(..)";
    assertTrue(refused.toString().contains(message), refused::toString);
    // A Jacobian can go by reverse rules alone.
    assertEquals(8, jacobian(v -> Expr.apply(new Ruled(own), v)).at(normal(4, 2)).numRows);
  }

  /** A rule that leaves the cotangent out leaves the derivative in it out, too. */
  @ParameterizedTest
  @EnumSource(
      value = OwnRule.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SUM_WITH_ZEROS", "MATRIX_OF_ZEROS"})
  void jvp_throughARuleThatIsNotLinear_insideAFunction_isRefused(OwnRule own) {
    Expr x = parameter("x", normal(4, 2));
    UnaryOperator<Expr> f = v -> Expr.apply(new Ruled(own), v.sin());
    for (Expr y :
        List.of(
            Control.cond(constant(1), f, v -> v, x),
            Control.scan(2, f, x).last(),
            Autograd.checkpoint(f, x),
            Autograd.checkpoint(v -> Control.cond(constant(1), f, w -> w, v), x))) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> jvp(y.plus(x), List.of(x), List.of(constant(normal(4, 2)))));
      Pattern message = Pattern.compile("got that of (cond|scan.2.|checkpoint) of ");
      assertTrue(message.matcher(refused.toString()).find(), refused::toString);
    }
  }

  /** Zeros that a rule makes of a matrix are not known to be what its cotangent times 0 is. */
  @Test
  void jvp_throughARuleThatReturnsAMatrixOfZeros_namesItAndWhatToReturn() {
    Expr x = parameter("x", normal(4, 2));
    UnaryOperator<Expr> f = v -> Expr.apply(new Ruled(OwnRule.MATRIX_OF_ZEROS), v.sin().named("h"));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> jvp(f.apply(x).plus(x), List.of(x), List.of(constant(normal(4, 2)))));
    String message =
        "got that of ruled of 'h' 4x2, which leaves it out. For zeros return yBar.scale(0), or use"
            + " vjp.";
    assertTrue(refused.toString().contains(message), refused::toString);
  }

  /** Steps on the way have the slope 0, as in a plain graph. */
  @Test
  void jvp_throughControlFlowOfStepsOnly_isThatOfTheRest() {
    Expr x = parameter("x", normal(4, 2));
    Expr branch = Control.cond(constant(1), Expr::floor, Expr::ceil, x);
    Expr loop = Control.scan(2, Expr::sign, x).last();
    Expr rows =
        Control.scan((s, row) -> s.plus(row).sign(), constant(new DMatrixRMaj(1, 2)), x).all();
    Expr direction = constant(normal(4, 2));
    for (Expr steps : List.of(branch, loop, rows)) {
      Expr moved = jvp(steps.plus(x), List.of(x), List.of(direction));
      assertArrayEquals(normal(4, 2).data, moved.evaluate().data);
    }
  }

  @Test
  void jvp_throughARuleThatAddsZeros_isThatOfTheRule() {
    Expr x = parameter("x", normal(4, 2));
    Expr y = Expr.apply(new Ruled(OwnRule.SUM_WITH_ZEROS), x);
    DMatrixRMaj direction = normal(4, 2);
    Expr moved = jvp(y, List.of(x), List.of(constant(direction)));
    assertArrayEquals(direction.data, moved.evaluate().data);
  }
}
