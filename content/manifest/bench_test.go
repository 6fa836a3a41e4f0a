package manifest

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content/diag"
)

// BenchmarkLoad reads an issue of twenty articles of 400 characters from
// memory.
func BenchmarkLoad(b *testing.B) {
	files := memory{}
	var toml strings.Builder
	toml.WriteString(head)
	for i := range 20 {
		name := fmt.Sprintf("articles/%02d.txt", i)
		files[name] = []byte(strings.Repeat("　　各单位要认真落实“两高”项目监管要求，在10月8日前完成自查。\n", 12))
		fmt.Fprintf(&toml, "[[section.article]]\ntitle = \"第%d篇\"\nfile = %q\nsource = \"办公室\"\n", i, name)
	}
	raw := []byte(toml.String())
	for b.Loop() {
		log := &diag.List{}
		if loadFrom(files, "issue.toml", raw, Options{}, log); log.Len() > 0 {
			b.Fatal(found(log))
		}
	}
}
