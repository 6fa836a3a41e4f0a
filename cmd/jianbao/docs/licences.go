package docs

import (
	"strings"

	"jianbao/cmd/jianbao/docs/licences"
)

// LicencesTopic is the topic after which Licences is printed.
const LicencesTopic = "licences"

// Licences returns the unchanged texts of all licences, each below the name of what
// it applies to.
func Licences() string {
	var b strings.Builder
	for _, l := range licences.All() {
		rule := strings.Repeat("=", 72)
		b.WriteString("\n" + rule + "\n" + l.Name + "\n" + rule + "\n\n" + l.Text)
	}
	return b.String()
}
