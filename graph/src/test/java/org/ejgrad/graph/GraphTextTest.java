// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class GraphTextTest {
  private final Node x = Node.input("x", Shape.of(2, 3));
  private final Cell w = new Cell("w", new DMatrixRMaj(2, 3));
  private final Node product = TestOps.times(x, w.node());
  private final Node shifted =
      Structure.add(product, Structure.broadcast(Node.constant(0.5), Shape.of(2, 3)));
  private final Node loss = Structure.named(Structure.sumTo(shifted, Shape.SCALAR), "loss");

  @Test
  void text_eachNodeOnce_afterItsInputs() {
    assertEquals(
        """
        x: input 2x3
        w: parameter 2x3
        %0 = times(x, w) 2x3
        %1 = broadcast[2x3](0.5) 2x3
        %2 = plus(%0, %1) 2x3
        %3 = sumTo[1x1](%2) 1x1
        %4 = named[loss](%3) 1x1
        results: %4, %0
        """,
        GraphText.of(List.of(loss, product)));
  }

  @Test
  void text_matrixConstantsAndEqualNames_areToldApart() {
    Node c = Node.constant(new DMatrixRMaj(2, 3));
    Node d = Node.constant(new DMatrixRMaj(2, 3));
    Node other = Node.input("x", Shape.of(2, 3));
    assertEquals(
        """
        constant0 2x3
        constant1 2x3
        %0 = times(constant0, constant1) 2x3
        x: input 2x3
        x#2: input 2x3
        %1 = times(x, x#2) 2x3
        %2 = plus(%0, %1) 2x3
        results: %2
        """,
        GraphText.of(List.of(Structure.add(TestOps.times(c, d), TestOps.times(x, other)))));
  }

  @Test
  void text_numbersAndMoreThanTwoEqualNames_areToldApart() {
    Node half = TestOps.times(Node.constant(0.5), Node.constant(0.5));
    Node y = half;
    for (String name : List.of("n", "n#2", "n", "n")) {
      y = Structure.add(y, Node.input(name, Shape.SCALAR));
    }
    assertEquals(
        """
        %0 = times(0.5, 0.5) 1x1
        n: input 1x1
        %1 = plus(%0, n) 1x1
        n#2: input 1x1
        %2 = plus(%1, n#2) 1x1
        n#3: input 1x1
        %3 = plus(%2, n#3) 1x1
        n#4: input 1x1
        %4 = plus(%3, n#4) 1x1
        results: %4
        """,
        GraphText.of(List.of(y)));
  }

  @Test
  void dot_isADigraph() {
    assertEquals(
        """
        digraph {
          node [fontname="monospace"];
          n0 [label="x\\n2x3", shape=box];
          n1 [label="w\\n2x3", shape=box, style=bold];
          n2 [label="times\\n2x3", shape=ellipse];
          n0 -> n2;
          n1 -> n2;
          n3 [label="0.5\\n1x1", shape=box];
          n4 [label="broadcast[2x3]\\n2x3", shape=ellipse];
          n3 -> n4;
          n5 [label="plus\\n2x3", shape=ellipse];
          n2 -> n5;
          n4 -> n5;
          n6 [label="sumTo[1x1]\\n1x1", shape=ellipse];
          n5 -> n6;
          n7 [label="named[loss]\\n1x1", shape=ellipse];
          n6 -> n7;
        }
        """,
        GraphText.dot(List.of(loss)));
  }

  @Test
  void dot_namesWithQuotesAndBackslashes_stayInsideTheirQuotes() {
    Node hostile = Node.input("a\"]; n9 [label=\"b\\N", Shape.SCALAR);
    assertEquals(
        """
        digraph {
          node [fontname="monospace"];
          n0 [label="a\\"]; n9 [label=\\"b\\\\N\\n1x1", shape=box];
        }
        """,
        GraphText.dot(List.of(hostile)));
  }

  @Test
  void dot_nameEndingInABackslash_doesNotEscapeTheQuote() {
    assertEquals(
        "  n0 [label=\"a\\\\\\n1x1\", shape=box];",
        GraphText.dot(List.of(Node.input("a\\", Shape.SCALAR))).lines().toList().get(2));
  }

  @Test
  void names_withLineBreaksOrEscapes_stayOnOneLine() {
    Node hostile = Node.input("a\nb\u001b[31m", Shape.SCALAR);
    assertEquals("a?b?[31m: input 1x1\nresults: a?b?[31m\n", GraphText.of(List.of(hostile)));
    assertEquals(4, GraphText.dot(List.of(hostile)).lines().count());
    assertEquals("'a?b?[31m' 1x1", hostile.describe());
    String reversed = "a\u202eb\u2028c";
    assertEquals("named[a?b?c]", Structure.named(x, reversed).op().orElseThrow().label());
    assertEquals("'a?b?c' 1x1", Cell.scalar(reversed, 1).node().describe());
    assertEquals(Optional.of(reversed), Cell.scalar(reversed, 1).node().name());
  }

  @Test
  void formula_showsOperandsByName() {
    assertEquals("times('x', 'w')", GraphText.formula(product));
    assertEquals("plus(times(..), broadcast[2x3](..))", GraphText.formula(shifted));
    assertEquals("'x'", GraphText.formula(x));
  }

  @Test
  void program_text_callsNodesByTheNamesTheyWereGiven() {
    Node x = Node.input("x", Shape.of(2, 3));
    Node row = Structure.broadcast(Node.input("b", Shape.of(1, 3)), x.shape());
    Node hidden = Structure.named(TestOps.times(x, row), "hidden");
    Node y = Structure.named(TestOps.sine(Structure.named(hidden, "again")), "x");
    Program program = Program.compile(List.of(y, y), Updates.NONE);
    String text = program.text();
    assertTrue(text.contains("  hidden = "), text);
    assertTrue(text.contains("  x#2 = sine[0](hidden) 2x3"), text);
    assertTrue(text.contains("  %0 = copy(x#2) 2x3"), text);
  }

  @Test
  void program_text_namesLikeItsOwnNumbers_areToldApart() {
    Node x = Node.input("x", Shape.of(2, 3));
    Node y = TestOps.sine(Structure.named(TestOps.sine(x), "%0"));
    String text = Program.compile(List.of(TestOps.sine(y)), Updates.NONE).text();
    assertTrue(text.contains("  %0 = sine[0](x) 2x3"), text);
    assertTrue(text.contains("  %1 = sine[0](%0) 2x3"), text);
    assertTrue(text.contains("  %2 = sine[0](%1) 2x3"), text);
  }

  @Test
  void program_text_constants_goByTheNamesTheyWereGiven() {
    Node c = Structure.named(Node.constant(new DMatrixRMaj(2, 3)), "bias");
    Node y = Structure.add(Node.input("x", Shape.of(2, 3)), c);
    String text = Program.compile(List.of(y), Updates.NONE).text();
    assertTrue(text.contains("plus(x, bias)"), text);
    assertThrows(IllegalArgumentException.class, () -> Structure.named(y, ""));
  }

  @Test
  void program_text_namesBuffersResultsUpdatesAndMemory() {
    Program program =
        Program.compile(List.of(loss), Updates.of(Update.of(w, Structure.add(product, w.node()))));
    assertEquals(
        """
        2 rows
          %0 = times(x, w) 2x3 in s0
          %1 = plus(%0, w) 2x3 in its cell
          %2 = plus(%0, 0.5) 2x3 in s0
          loss = sumTo[1x1](%2) 1x1 in b0
        result loss
        w <- %1
        1 buffer, 56 bytes with the scratch memory
        """,
        program.text());
  }
}
