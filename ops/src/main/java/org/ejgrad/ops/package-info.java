// SPDX-License-Identifier: Apache-2.0
/**
 * The fluent expressions that users write, every op with its derivative, losses and gradient
 * checks.
 */
@NullMarked
package org.ejgrad.ops;

import org.jspecify.annotations.NullMarked;
