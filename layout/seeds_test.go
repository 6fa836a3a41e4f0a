package layout_test

import (
	"os"

	"jianbao/layout/theme"
)

// thorough reports whether a test tries all of its cases.
func thorough() bool { return os.Getenv("JIANBAO_THOROUGH") != "" }

// themeOf returns the name of the theme that a random document has.
func themeOf(seed uint64) string { return theme.Names()[seed%uint64(len(theme.Names()))] }
