// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import com.google.common.collect.ImmutableSortedMap;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The methods that users write expressions with, found in the compiled public classes. */
final class PublicMethods {
  /** Those that give an expression and are no ops, and why. */
  static final Map<String, String> NO_OPS = noOps();

  private PublicMethods() {}

  private static Map<String, String> noOps() {
    String leaf = "makes a leaf";
    String part = "a part of what a method gives that is on the page";
    return ImmutableSortedMap.<String, String>naturalOrder()
        .put("Autograd.constant(DMatrixRMaj)", leaf)
        .put("Autograd.constant(double)", leaf)
        .put("Autograd.constant(double[][])", leaf)
        .put("Autograd.input(String, int, int)", leaf)
        .put("Autograd.parameter(String, DMatrixRMaj)", leaf)
        .put("Autograd.jvp(Expr, List, List)", "differentiates; in the list of what does")
        .put("GradientFunction.of(Expr)", "differentiates; part of grad and elementwiseGrad")
        .put("Expr.of(Operand)", "the same node")
        .put("Expr.apply(Op, Operand[])", "applies an op of the user's own")
        .put("States.all()", part)
        .put("States.last()", part)
        .buildOrThrow();
  }

  /** Each as {@code Expr.dot(Expr)}: the class users call it on, without generics. */
  static Set<String> all() {
    Set<String> all = new TreeSet<>();
    for (Class<?> type : OpNames.classesBeside(Expr.class)) {
      if (isPublic(type) && type.getPackage() == Expr.class.getPackage()) {
        for (Method method : type.getMethods()) {
          Class<?> result = method.getReturnType();
          boolean gives = result == Expr.class || result == Control.States.class;
          if (gives && !method.isSynthetic()) {
            all.add(type.getSimpleName() + "." + signature(method));
          }
        }
      }
    }
    return all;
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  private static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }
}
