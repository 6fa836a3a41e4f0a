package pdf

import (
	"os"
	"testing"
)

func TestX(t *testing.T) {
	b, err := Bytes(sample(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/pdfx/s.pdf", b, 0o644)
}
