// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonFiniteTest {
  private static NonFiniteException guarded(Node guard, Node input, double value) {
    Workspace run = Program.compile(List.of(), new Updates(List.of(), List.of(guard))).workspace();
    run.set(input, new DMatrixRMaj(1, 1, true, value));
    return assertThrows(NonFiniteException.class, run::run);
  }

  /** Names may hold what also stands in a formula. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "f(x", "f)x", "a holds b", "a produced (b)", "house (old) price"})
  void op_ofALeaf_isItsName_ofAnOp_itsLabel(String name) {
    Node x = Node.input(name, Shape.SCALAR);
    NonFiniteException leaf = guarded(TestOps.sine(x), x, Double.NaN);
    assertEquals("'" + name + "'", leaf.op());
    assertTrue(leaf.origin().startsWith("'" + name + "' 1x1 holds NaN at (0, 0)"), leaf.origin());
    NonFiniteException op = guarded(TestOps.times(x, x), x, 1e200);
    assertEquals("times", op.op());
    assertTrue(op.origin().contains(" 1x1 produced Infinity at (0, 0)"), op.origin());
  }

  @Test
  void op_ofAnOpWithSettings_keepsThem() {
    Node x = Node.input("x", Shape.SCALAR);
    NonFiniteException e =
        guarded(Structure.broadcast(TestOps.times(x, x), Shape.of(2, 1)), x, 1e200);
    assertEquals("times", e.op());
    Node named = Structure.named(TestOps.times(x, x), "loss");
    assertEquals("times", guarded(named, x, 1e200).op());
  }
}
