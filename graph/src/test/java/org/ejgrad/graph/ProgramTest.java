// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private final Node x = Node.input("x", Shape.of(10_000, 1));

  @Test
  void text_ofBlocks_tellsTheirRows_andBytesCountScratchAndPartialSums() {
    Node sine = TestOps.sine(x);
    Node sum = Structure.sumTo(sine, Shape.SCALAR);
    Program program = Program.compile(List.of(sum), Updates.NONE);
    // A place of 4096 numbers, the result, and a partial sum for each of 3 tasks.
    assertEquals(
        """
        10000 rows in 3 blocks of 4096
          %0 = sine[0](x) 10000x1 in s0
          %1 = sumTo[1x1](%0) 1x1 in b0
        result %1
        1 buffer, 32800 bytes with the scratch memory
        """,
        program.text());
    assertEquals(8 * (4096 + 1 + 3), program.bufferBytes());
    assertEquals(1, program.bufferCount());
  }

  @Test
  void text_inFloat_tellsWhatIsDouble() {
    Node flipped = TestOps.flip(TestOps.sine(x));
    Node sum = Structure.sumTo(flipped, Shape.SCALAR);
    Program program = Program.compile(List.of(sum, flipped), Updates.NONE, Precision.FLOAT32);
    assertSame(Precision.FLOAT32, program.precision());
    assertEquals(
        """
        10000 rows in 3 blocks of 4096
          %0 = sine[0](x) 10000x1 in b0
        1 rows
          %1 = flip(%0) 1x10000 in b1, computed in double
        1 rows in 3 blocks of 1 x 4096
          %2 = sumTo[1x1](%1) 1x1 in b2, a double
        result %2
        result %1
        3 buffers, 80032 bytes with the scratch memory
        """,
        program.text());
  }

  @Test
  void textAndExplanation_ofSeveralUpdates_nameEachValue() {
    Cell a = Cell.scalar("a", 1);
    Cell b = Cell.scalar("b", 2);
    Node sum = Structure.add(a.node(), b.node());
    Updates swap = Updates.of(Update.of(a, b), Update.of(b, a));
    Program program = Program.compile(List.of(sum), swap);
    assertTrue(program.text().contains("result %0\na <- %1\nb <- %2\n"), program::text);
    assertTrue(program.explain().contains("%1 = copy(b) 1x1\n"), program::explain);
  }

  @Test
  void workspace_onAllProcessors_runs() {
    assertTrue(Program.threads() >= 1);
    Node sine = TestOps.sine(x);
    DMatrixRMaj zeros = new DMatrixRMaj(10_000, 1);
    Program program = Program.compile(List.of(sine), Updates.NONE);
    assertSame(Precision.FLOAT64, program.precision());
    assertEquals(0, program.workspace().set(x, zeros).run().value(sine).data[9_999]);
  }

  @Test
  void results_areComputedInTheOrderOfWhatTheyNeed() {
    Node far = TestOps.sine(TestOps.sine(TestOps.sine(x)));
    Node near = TestOps.times(x, x);
    String text = Program.compile(List.of(far, near), Updates.NONE).text();
    assertTrue(text.indexOf("times(x, x)") < text.indexOf("sine[0](x)"), text);
    assertTrue(text.contains("result %3\nresult %0\n"), text);
  }

  @Test
  void nearRootsFirst_rootsKeepTheirNumbers_andEqualDepthsTheirOrder() {
    Node deep = TestOps.sine(TestOps.sine(x));
    Node first = TestOps.sine(x);
    Node second = TestOps.times(x, x);
    NodeList list = NodeList.of(List.of(deep, first, second, x)).nearRootsFirst();
    assertEquals(List.of(deep, first, second, x), list.rootNodes());
    assertSame(x, list.node(0));
    assertSame(first, list.node(1));
    assertSame(second, list.node(2));
    NodeList inOrder = NodeList.of(List.of(x, first, second, deep));
    assertSame(inOrder, inOrder.nearRootsFirst());
  }
}
