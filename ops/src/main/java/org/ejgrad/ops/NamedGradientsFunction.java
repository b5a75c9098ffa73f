// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import com.google.common.collect.ForwardingMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.ejgrad.graph.Arguments;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Value and gradients of a 1x1 function of named matrices; made by {@link Autograd#gradOfMap}. */
public final class NamedGradientsFunction {
  private final Function<Map<String, Expr>, Expr> function;

  /** For each set of names the function of a list, in their order. */
  private final Map<List<String>, ValueAndGradientsFunction> ofNames = new LinkedHashMap<>();

  NamedGradientsFunction(Function<Map<String, Expr>, Expr> function) {
    this.function = function;
  }

  /**
   * The gradients at this point, one for each matrix, under its name and in its shape.
   *
   * @param arguments by name. Not modified.
   * @return in the order of the names; matrices of the caller's own
   * @throws IllegalArgumentException naming the matrix, if the function asks for one that is not
   *     there, or its value does not depend on one
   */
  public Map<String, DMatrixRMaj> at(Map<String, DMatrixRMaj> arguments) {
    return valueAndGradientsAt(arguments).gradients();
  }

  /** The same together with the value. */
  public NamedGradients valueAndGradientsAt(Map<String, DMatrixRMaj> arguments) {
    TreeMap<String, DMatrixRMaj> sorted = new TreeMap<>(arguments);
    ValueAndGradientsFunction.ValueAndGradients both =
        ofNames(List.copyOf(sorted.keySet())).at(new ArrayList<>(sorted.values()));
    Map<String, DMatrixRMaj> gradients = new LinkedHashMap<>();
    for (String name : sorted.keySet()) {
      gradients.put(name, both.gradients().get(gradients.size()));
    }
    return new NamedGradients(both.value(), gradients);
  }

  private synchronized ValueAndGradientsFunction ofNames(List<String> names) {
    return ofNames.computeIfAbsent(
        names, key -> new ValueAndGradientsFunction(args -> of(names, args), Traced.ANY));
  }

  /** The value, then the gradients in the named arguments, which messages call so. */
  private List<Expr> of(List<String> names, List<Expr> arguments) {
    List<Expr> named = new ArrayList<>();
    for (String name : names) {
      named.add(arguments.get(named.size()).named(name));
    }
    return Autograd.withGradients(function.apply(byName(names, named)), named);
  }

  /** The arguments by name; asking for another name is an error, which null would hide. */
  private static Map<String, Expr> byName(List<String> names, List<Expr> arguments) {
    Map<String, Expr> map = new LinkedHashMap<>();
    for (String name : names) {
      map.put(name, arguments.get(map.size()));
    }
    return new ForwardingMap<String, Expr>() {
      @Override
      protected Map<String, Expr> delegate() {
        return Collections.unmodifiableMap(map);
      }

      @Override
      public Expr get(@Nullable Object name) {
        Expr found = map.get(name);
        if (found == null) {
          throw Arguments.refused(
              "gradOfMap: no matrix is named '" + name + "', there are " + names);
        }
        return found;
      }
    };
  }

  /**
   * A value and the gradients there.
   *
   * @param value the function's value
   * @param gradients by name, each in its matrix's shape
   */
  public record NamedGradients(double value, Map<String, DMatrixRMaj> gradients) {
    public NamedGradients {
      gradients = Collections.unmodifiableMap(new LinkedHashMap<>(gradients));
    }
  }
}
