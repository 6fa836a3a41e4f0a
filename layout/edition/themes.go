package edition

import "jianbao/layout/theme"

// Themes returns the names of the bundled themes, sorted.
func Themes() []string { return theme.Names() }
