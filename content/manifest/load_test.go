package manifest

import (
	"os"
	"testing"

	"jianbao/content/diag"
)

func TestQuick(t *testing.T) {
	log := &diag.List{}
	issue := Load(os.Getenv("QUICK"), Options{}, log)
	for _, d := range log.Items() {
		t.Logf("%s %d %s | %s | %s", d.Span.Source.Path, d.Span.Start, d.Code, d.Message(diag.EN), d.Hint(diag.EN))
	}
	if issue == nil {
		return
	}
	n := 0
	for _, s := range issue.Sections {
		for _, a := range s.Articles {
			n++
			t.Logf("%d %s %d blocks", n, a.Title.Value, len(a.Body))
		}
	}
}
