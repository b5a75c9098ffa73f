// SPDX-License-Identifier: Apache-2.0
import java.util.List;

/**
 * The loops of the table's functions: of both precisions, in plain Java and by vectors.
 *
 * <p>Each loop holds its whole formula: a method of ours that C2 does not inline, for there are too
 * many nodes already or the method is too long, would box the vectors that cross it. Formulas of
 * several operations stand in their loop once, whatever the vector comes from, since C2 also gives
 * up above so many nodes; short ones stand a second time behind the loop, which can then be
 * unrolled.
 */
final class ElementwiseLoops {
  private final FunctionTable table;

  ElementwiseLoops(FunctionTable table) {
    this.table = table;
  }

  private static final String FILE =
      """
      // SPDX-License-Identifier: Apache-2.0
      package org.ejgrad.ops.kernels;

      %s/** %s Generated from elementwise.txt. */
      @SuppressWarnings({"UnnecessaryParentheses", "IdentityBinaryExpression"})
      %s {
      %s}
      """;

  private static final String VECTOR_IMPORTS =
      """
      import static jdk.incubator.vector.VectorOperators.*;

      import jdk.incubator.vector.DoubleVector;
      import jdk.incubator.vector.FloatVector;
      import jdk.incubator.vector.IntVector;
      import jdk.incubator.vector.LongVector;
      import jdk.incubator.vector.VectorMask;

      """;

  private static final String KERNEL_IMPORTS =
      """
      import org.ejgrad.graph.Kernel;
      import org.ejgrad.graph.Precision;

      """;

  String plainTier() {
    StringBuilder loops = new StringBuilder();
    for (FunctionTable.Entry f : table.functions()) {
      for (Precision p : Precision.values()) {
        String doc = "  /** " + f.doc() + " */\n";
        loops.append(doc).append("  default void ").append(signature(f, p));
        loops.append(plainTierLoop(f, p)).append("  }\n\n");
      }
    }
    return FILE.formatted(
        "",
        "The elementwise loops of a tier, in plain Java unless it has better: inputs first, then the"
            + " result, which may be one of the inputs at the same place. An element's value does"
            + " not depend on its place.",
        "public interface ElementwiseKernels",
        loops);
  }

  String shortRanges() {
    StringBuilder loops = new StringBuilder();
    for (FunctionTable.Entry f : table.functions()) {
      for (Precision p : Precision.values()) {
        if (f.hasPlainFormula()) {
          loops.append("  static void ").append(signature(f, p)).append(scalarLoop(f, p, true));
          loops.append("  }\n\n");
        }
      }
    }
    return FILE.formatted(
        "",
        "The SIMD tier's long formulas for ranges below one vector, an element at a time: the same"
            + " bits, and no vector to box.",
        "final class SimdShortRanges",
        "  private SimdShortRanges() {}\n\n" + loops);
  }

  String simdTier() {
    StringBuilder loops = new StringBuilder();
    for (FunctionTable.Entry f : table.functions()) {
      for (Precision p : Precision.values()) {
        loops.append("  @Override\n  default void ").append(signature(f, p));
        loops.append(vectorLoop(f, p)).append("  }\n\n");
      }
    }
    return FILE.formatted(
        VECTOR_IMPORTS,
        "The elementwise loops by vectors. The last vector ends where the range ends and overlaps"
            + " the one before it: it is loaded ahead, for the loop may write over its elements when"
            + " it runs in place.",
        "interface SimdElementwise extends ElementwiseKernels",
        loops);
  }

  /** What ops hand to the compiler: the chosen tier's loops on blocks. */
  String kernels() {
    StringBuilder makers = new StringBuilder();
    for (FunctionTable.Entry f : table.functions()) {
      StringBuilder numbers = new StringBuilder();
      f.numbers().forEach(number -> numbers.append(", double ").append(number));
      makers.append("  /** ").append(f.doc()).append(" */\n");
      makers.append(
          "  public static Kernel %s(Precision precision%s) {\n".formatted(f.name(), numbers));
      makers.append("    return precision == Precision.FLOAT64\n");
      makers.append("        ? (x, y) -> ").append(callOnBlocks(f, "doubles")).append("\n");
      makers.append("        : (x, y) -> ").append(callOnBlocks(f, "floats")).append(";\n  }\n\n");
    }
    return FILE.formatted(
        KERNEL_IMPORTS,
        "The elementwise loops of the chosen tier as kernels: inputs in the order of the formula.",
        "public final class Elementwise",
        "  private static final KernelTier TIER = KernelTiers.chosen();\n\n"
            + "  private Elementwise() {}\n\n"
            + makers);
  }

  private static String callOnBlocks(FunctionTable.Entry f, String arrays) {
    StringBuilder text = new StringBuilder("TIER." + f.name() + "(");
    for (int k = 0; k < f.arrays().size(); k++) {
      text.append("x[%d].%s(), x[%d].at(), ".formatted(k, arrays, k));
    }
    f.numbers().forEach(number -> text.append(number).append(", "));
    return text + "y.%s(), y.at(), y.length())".formatted(arrays);
  }

  private static String signature(FunctionTable.Entry f, Precision p) {
    StringBuilder text = new StringBuilder(f.name() + "(");
    for (String array : f.arrays()) {
      text.append("%s[] %ss, int %sAt, ".formatted(p.type, array, array));
    }
    for (String number : f.numbers()) {
      text.append("double ").append(number).append(", ");
    }
    return text + p.type + "[] y, int yAt, int n) {\n";
  }

  private static String arguments(FunctionTable.Entry f) {
    StringBuilder text = new StringBuilder();
    f.arrays().forEach(array -> text.append("%ss, %sAt, ".formatted(array, array)));
    f.numbers().forEach(number -> text.append(number).append(", "));
    return text + "y, yAt, n";
  }

  private String plainTierLoop(FunctionTable.Entry f, Precision p) {
    boolean own = f.hasPlainFormula() && !f.plain().equals("as below");
    return own ? plainLoop(f, p) : scalarLoop(f, p, false);
  }

  /** The plain formula, in double. */
  private static String plainLoop(FunctionTable.Entry f, Precision p) {
    StringBuilder body = new StringBuilder();
    for (String array : f.arrays()) {
      body.append("      double %s = %ss[%sAt + i];\n".formatted(array, array, array));
    }
    int result = f.plain().lastIndexOf(';') + 1;
    String cast = p == Precision.FLOAT ? "(float) " : "";
    body.append("      ").append(f.plain(), 0, result).append("\n");
    body.append("      y[yAt + i] = %s(%s);\n".formatted(cast, f.plain().substring(result)));
    return "    for (int i = 0; i < n; i++) {\n" + body + "    }\n";
  }

  private String scalarLoop(FunctionTable.Entry f, Precision p, boolean fused) {
    StringBuilder body = new StringBuilder();
    for (String array : f.arrays()) {
      body.append("      %s %s = %ss[%sAt + i];\n".formatted(p.type, array, array, array));
    }
    Formula formula = new Formula(table, new ScalarForm(p, fused), p, body);
    String result = formula.of(f, f.arrays());
    if (!f.beyond().isEmpty()) {
      String limit = table.constant(f.beyond(), p);
      String plain = "(%s) (%s)".formatted(p.type, f.plain());
      result = "Math.abs(x) > %s ? %s : %s".formatted(limit, plain, result);
    }
    if (p == Precision.FLOAT && !f.floatIf().isEmpty()) {
      result = "%s ? %s : (float) (%s)".formatted(f.floatIf(), result, f.plain());
    }
    body.append("      y[yAt + i] = ").append(result).append(";\n");
    return "    for (int i = 0; i < n; i++) {\n" + body + "    }\n";
  }

  private String vectorLoop(FunctionTable.Entry f, Precision p) {
    String load = "%s.fromArray(%s, %%ss, %%sAt + %%s)".formatted(p.vector(), p.species());
    StringBuilder text = new StringBuilder();
    text.append("    int last = n - %s_LANES;\n".formatted(p.species()));
    String beyond =
        f.beyond().isEmpty()
            ? ""
            : " || %sSimdSums.anyBeyond(xs, xAt, n, %s)"
                .formatted(p.name, table.constant(f.beyond(), p));
    if (p == Precision.FLOAT && !f.floatIf().isEmpty()) {
      beyond += " || !(%s)".formatted(f.floatIf());
    }
    String otherwise = f.hasPlainFormula() ? "SimdShortRanges." : "ElementwiseKernels.super.";
    text.append("    if (last < 0%s) {\n".formatted(beyond));
    text.append("      %s%s(%s);\n".formatted(otherwise, f.name(), arguments(f)));
    text.append("      return;\n    }\n");
    for (String array : f.arrays()) {
      String tail = load.formatted(array, array, "last");
      text.append("    %s %sTail = %s;\n".formatted(p.vector(), array, tail));
    }
    text.append("    for (int i = 0; i < %s; ".formatted(f.hasPlainFormula() ? "n" : "last"));
    text.append("i += %s_LANES) {\n".formatted(p.species()));
    for (String array : f.arrays()) {
      String next = load.formatted(array, array, "i");
      next = f.hasPlainFormula() ? "i < last ? %s : %sTail".formatted(next, array) : next;
      text.append("      %s %s = %s;\n".formatted(p.vector(), array, next));
    }
    String result = new Formula(table, new VectorForm(p), p, text).of(f, f.arrays());
    String place = f.hasPlainFormula() ? "Math.min(i, last)" : "i";
    text.append("      %s.intoArray(y, yAt + %s);\n    }\n".formatted(result, place));
    if (!f.hasPlainFormula()) {
      List<String> tails = f.arrays().stream().map(array -> array + "Tail").toList();
      result = new Formula(table, new VectorForm(p), p, text).of(f, tails);
      text.append("    %s.intoArray(y, yAt + last);\n".formatted(result));
    }
    return text.toString();
  }
}
