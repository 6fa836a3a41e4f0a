package strict

import (
	"os"
	"testing"

	"jianbao/content/diag"
)

func TestQuick(t *testing.T) {
	raw, _ := os.ReadFile(os.Getenv("QUICK"))
	log := &diag.List{}
	tab, ok := Read("x.toml", raw, log)
	for _, d := range log.Items() {
		l, c := diag.NewLines(d.Span.Source.Data).Position(d.Span.Start)
		t.Logf("%d:%d %s | %s | %s", l, c, d.Code, d.Message(diag.EN), d.Hint(diag.EN))
	}
	t.Log(ok)
	if ok {
		for _, l := range tab.Leaves() {
			t.Logf("%s = %v", l.Key, l.Value.Any())
		}
	}
}
