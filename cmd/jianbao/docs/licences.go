package docs

import (
	"strings"

	"jianbao/cmd/jianbao/docs/licences"
)

// LicencesTopic is the topic that Licences belongs below.
const LicencesTopic = "licences"

// Licences returns the texts of all licences as they were given, each after the
// name of what it is about.
func Licences() string {
	var b strings.Builder
	for _, l := range licences.All() {
		rule := strings.Repeat("=", 72)
		b.WriteString("\n" + rule + "\n" + l.Name + "\n" + rule + "\n\n" + l.Text)
	}
	return b.String()
}
