package work

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/manifest"
)

// frame returns an encoded frame.
func frame(t *testing.T, header any, parts ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := writeFrame(&b, header, parts...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFrames(t *testing.T) {
	parts := [][]byte{nil, []byte("%PDF-"), {0, 1, 0xFF}, bytes.Repeat([]byte("简报"), 50_000), {}}
	var total int64
	for _, p := range parts {
		total += int64(len(p))
	}
	pipe := bytes.NewBuffer(append(frame(t, hello{1, "一"}, parts...), frame(t, hello{2, ""})...))
	var h hello
	got, err := readFrame(pipe, total, &h)
	if err != nil || h != (hello{1, "一"}) || len(got) != len(parts) {
		t.Fatalf("%+v, %d parts, %v", h, len(got), err)
	}
	for i := range parts {
		if !bytes.Equal(got[i], parts[i]) {
			t.Errorf("part %d: %d bytes, want %d", i, len(got[i]), len(parts[i]))
		}
	}
	if got, err := readFrame(pipe, 0, &h); err != nil || h != (hello{2, ""}) || len(got) != 0 {
		t.Errorf("the second frame: %+v, %v, %v", h, got, err)
	}
	if _, err := readFrame(pipe, 0, &h); err != io.EOF {
		t.Errorf("after the last frame: %v", err)
	}
}

// TestFrameCutAnywhere: the end of a pipe is io.EOF only between frames.
func TestFrameCutAnywhere(t *testing.T) {
	whole := frame(t, hello{1, "b"}, []byte("one"), nil, []byte("two"))
	for n := range whole {
		var h hello
		_, err := readFrame(bytes.NewReader(whole[:n]), 100, &h)
		if want := io.ErrUnexpectedEOF; n == 0 && err != io.EOF || n > 0 && !errors.Is(err, want) {
			t.Errorf("cut after %d bytes: %v", n, err)
		}
	}
}

// TestMalformedFrames: lengths beyond the limits are errors before memory is
// allocated for them.
func TestMalformedFrames(t *testing.T) {
	head := func(size, n uint32, lengths ...uint64) []byte {
		b := binary.BigEndian.AppendUint32(nil, size)
		b = binary.BigEndian.AppendUint32(b, n)
		for _, l := range lengths {
			b = binary.BigEndian.AppendUint64(b, l)
		}
		return b
	}
	for name, data := range map[string][]byte{
		"words instead of a frame": []byte("panic: something went wrong in the worker\n"),
		"long header":              head(maxHeader+1, 0),
		"many parts":               head(2, maxParts+1),
		"a part above the limit":   append(head(2, 1, 11), "{}"...),
		"parts above the limit":    append(head(2, 2, 6, 5), "{}aaaaaabbbbb"...),
		"a part of 2^63 bytes":     append(head(2, 1, 1<<63), "{}"...),
		"a part of 2^64-1 bytes":   append(head(2, 1, 1<<64-1), "{}"...),
		"no JSON":                  append(head(2, 0), "[}"...),
		"JSON of something else":   append(head(4, 0), `"ab"`...),
	} {
		var h hello
		if _, err := readFrame(bytes.NewReader(data), 10, &h); !errors.Is(err, errFrame) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type failingWriter struct{ after int }

func (w *failingWriter) Write(b []byte) (int, error) {
	if w.after -= len(b); w.after < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(b), nil
}

func TestWriteFrameReturnsErrors(t *testing.T) {
	whole := frame(t, hello{}, []byte("part"), []byte("another"))
	for n := range whole {
		if err := writeFrame(&failingWriter{n}, hello{}, []byte("part"), []byte("another")); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("closed after %d bytes: %v", n, err)
		}
	}
	if err := writeFrame(io.Discard, func() {}); err == nil {
		t.Error("a header that cannot be encoded as JSON is written")
	}
}

// TestResultsOverThePipe: a result is read back with its bytes, which are not part
// of its JSON.
func TestResultsOverThePipe(t *testing.T) {
	want := batch.Result{
		Status: batch.Warning, Title: "保障", Year: 2021, Warnings: 1, Findings: []batch.Finding{{Severity: "warning", Code: "x", Message: "句"}},
		Inputs: []batch.Input{{Name: "issue.toml", Kind: manifest.KindManifest, Size: 3, Data: []byte("a=1")}, {Name: "f.ttf", Kind: manifest.KindFont, Size: 9}},
		PDF:    []byte("%PDF-1.7"), Sidecar: []byte("{}"),
	}
	var pipe bytes.Buffer
	for _, r := range []batch.Result{want, {Status: batch.Failed}} {
		if err := writeResult(bufio.NewWriter(&pipe), &r); err != nil {
			t.Fatal(err)
		}
	}
	got, err := readResult(&pipe, 1000)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	if got, err := readResult(&pipe, 1000); err != nil || got.Status != batch.Failed || got.PDF != nil || got.Sidecar != nil {
		t.Errorf("a failed one: %+v, %v", got, err)
	}
	for n, parts := range [][][]byte{nil, {{}}, {{}, {}}, {{}, {}, {}, {}}} {
		data := frame(t, reply{batch.Result{Inputs: make([]batch.Input, 1)}}, parts...)
		if _, err := readResult(bytes.NewReader(data), 1000); !errors.Is(err, errFrame) {
			t.Errorf("case %d, %d parts: %v", n, len(parts), err)
		}
	}
}

// TestOptionsOverThePipe: folders may have names that are not UTF-8.
func TestOptionsOverThePipe(t *testing.T) {
	want := batch.Options{Profile: "archive", Standard: "2u", Epoch: "1", Build: "b", Lang: "zh", FontDirs: []string{"/字体", "/\xff\xfe", ""}}
	var s setup
	if _, err := readFrame(bytes.NewReader(frame(t, setup{Options: toWire(want)})), 0, &s); err != nil {
		t.Fatal(err)
	}
	if got := s.Options.options(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTailKeepsBothEnds(t *testing.T) {
	var kept tail
	io.WriteString(&kept, "fatal error: stack overflow at 0xc000123456\n")
	for range 100 {
		io.WriteString(&kept, strings.Repeat("goroutine 1\n", 100))
	}
	io.WriteString(&kept, "the end")
	text := kept.String()
	if !strings.HasPrefix(text, "fatal error") || !strings.HasSuffix(text, "the end") || !strings.Contains(text, "[…]") || len(text) > headSize+tailSize+10 {
		t.Errorf("kept %d bytes: %.60q … %q", len(text), text, text[len(text)-20:])
	}
	if reason := kept.reason(); reason != "stack overflow at 0x…" {
		t.Errorf("reason %q", reason)
	}
	kept.reset()
	if kept.String() != "" || kept.reason() != "" {
		t.Errorf("after a reset: %q", kept.String())
	}
}
