package manifest

import (
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

// TestFixedNumber: numbers of pages and of entries in a title are found, those of
// sections of a book are part of it.
func TestFixedNumber(t *testing.T) {
	for title, found := range map[string]string{
		"春灌开始……3":     "……3",
		"春灌开始（第3页）":   "（第3页）",
		"1.春灌开始":      "1.",
		"12、春灌开始":     "12、",
		"1.10月用水情况":   "1.",
		"1.2025年用水情况": "1.",
		"3.2 渠道防渗":    "",
		"2.1.4渠道防渗":   "",
		"3.5万人用上自来水":  "",
		"春灌":          "",
	} {
		log := &diag.List{}
		src := &diag.Source{Data: []byte(title)}
		(&loader{log: log}).fixedNumber(content.Text{Value: title, Place: whole(src)})
		got := ""
		for _, d := range log.Items() {
			got = d.Span.Text()
		}
		if got != found {
			t.Errorf("%s: found %q, want %q", title, got, found)
		}
	}
}
