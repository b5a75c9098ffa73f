// SPDX-License-Identifier: Apache-2.0
/**
 * Nodes, shapes, the op contract, reverse-mode differentiation and the compiler; no mathematics.
 */
@NullMarked
package org.ejgrad.graph;

import org.jspecify.annotations.NullMarked;
