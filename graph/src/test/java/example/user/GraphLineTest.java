// SPDX-License-Identifier: Apache-2.0
package example.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Structure;
import org.ejgrad.graph.Update;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the graph says to users ends with their line. */
class GraphLineTest {
  /** A wrong call, the line it stands on, and what it is told before that. */
  record Wrong(String message, int line, Executable call) {}

  private static final Node X = Node.input("x", Shape.of(2, 3));
  private static final Node Y = Node.input("y", Shape.of(3, 2));
  private static final Node SUM = Structure.sumTo(X, Shape.SCALAR);
  private static final Node ONE = Node.constant(1);
  private static final Cell W = Cell.scalar("w", 0);
  private static final Workspace RUN = Program.compile(List.of(X), Updates.NONE).workspace();
  private static final String NO_PATH = " does not influence the result";

  private static int here() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).mapToInt(StackWalker.StackFrame::getLineNumber).findFirst())
        .orElseThrow();
  }

  static Stream<Wrong> calls() {
    return Stream.of(
        new Wrong(
            "plus: all operands must have the same shape, got a='x' 2x3, b='y' 3x2, at ",
            here() + 1,
            () -> Structure.add(X, Y)),
        new Wrong(
            "sumTo[2x2]: each side of 2x2 must be 1 or equal to the side of x, got x='x' 2x3, at ",
            here() + 1,
            () -> Structure.sumTo(X, Shape.of(2, 2))),
        new Wrong(
            "set: the matrix must have the input's shape, got input='x' 2x3, matrix=constant 1x2,"
                + " at ",
            here() + 1,
            () -> RUN.set(X, new DMatrixRMaj(1, 2))),
        new Wrong(
            "set: the shape of a cell never changes, got cell='w' 1x1, matrix=constant 2x2, at ",
            here() + 1,
            () -> W.set(new DMatrixRMaj(2, 2))),
        new Wrong(
            "update: the value must have the cell's shape, got cell='w' 1x1, value='x' 2x3, at ",
            here() + 1,
            () -> Update.of(W, X)),
        new Wrong(
            "gradients: 'y' 3x2"
                + NO_PATH
                + ", which is not computed from it. Remove it from wrt or connect it. At ",
            here() + 1,
            () -> Gradients.of(SUM, ONE, List.of(Y), Gradients.Unreached.ERROR)));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void message_endsWithTheLineOfTheCall(Wrong wrong) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, wrong.call()).getMessage());
    int line = message.lastIndexOf("GraphLineTest.lambda$calls$");
    assertEquals(wrong.message(), message.substring(0, Math.max(0, line)));
    String place = message.substring(message.lastIndexOf('('));
    assertEquals("(GraphLineTest.java:" + wrong.line() + ")", place);
  }
}
