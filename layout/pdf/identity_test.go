package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"regexp"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/pdftest"
)

// identifiers are what a file calls itself.
type identifiers struct{ document, version, file string }

var (
	documentIDs = regexp.MustCompile(`<xmpMM:DocumentID>(uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})</xmpMM:DocumentID>`)
	versionIDs  = regexp.MustCompile(`<xmpMM:VersionID>([0-9a-f]{32})</xmpMM:VersionID>`)
	fileIDs     = regexp.MustCompile(`/ID\[<([0-9a-f]{32})><([0-9a-f]{32})>\]`)
)

func identify(t *testing.T, file []byte) identifiers {
	t.Helper()
	var ids identifiers
	one := func(re *regexp.Regexp) string {
		all := re.FindAllSubmatch(file, -1)
		if len(all) != 1 {
			t.Fatalf("%d times %s", len(all), re)
		}
		return string(all[0][1])
	}
	ids.file = one(fileIDs)
	if bytes.Contains(file, []byte("<x:xmpmeta")) {
		ids.document, ids.version = one(documentIDs), one(versionIDs)
	}
	return ids
}

// issueWith is an issue with a picture of one colour.
func issueWith(t *testing.T, c color.NRGBA) *frame.Document {
	doc := pictures(t, pdftest.Open(t, "p", pdftest.PNG(t, fill(image.NewNRGBA(testBounds), func(x, y int) color.Color { return c }))))
	doc.Meta = frame.Meta{
		Title: "简报 2021 年第 11 期", Publication: "简报", Issuer: "某某中心", Year: 2021, Number: "11", Lang: "zh-Hans",
		Created: frame.Date{Year: 2021, Month: 10, Day: 22},
	}
	return doc
}

// TestIdentifiers: an issue has one DocumentID in all profiles and whatever its
// pictures are; a file that differs in a byte has another VersionID and ID.
func TestIdentifiers(t *testing.T) {
	red, blue := issueWith(t, color.NRGBA{R: 200, A: 255}), issueWith(t, color.NRGBA{B: 200, A: 255})
	document := ""
	files := map[string]string{}
	for name, opt := range map[string]Options{
		"screen": {}, "print": {Profile: Print, Inks: CMYK}, "1a": {Profile: Print, Standard: X1a, Inks: CMYK}, "archive": {Profile: Archive},
	} {
		var both [2]identifiers
		for i, doc := range []*frame.Document{red, blue} {
			opt.Workers = 1
			one := build(t, doc, opt)
			opt.Workers = 3
			if !bytes.Equal(build(t, doc, opt), one) {
				t.Errorf("%s: three workers make another file than one", name)
			}
			ids := identify(t, one)
			both[i] = ids
			if other, ok := files[ids.file]; ok {
				t.Errorf("%s and %s have one ID", name, other)
			}
			files[ids.file] = name
			if ids.version != "" && ids.version != ids.file {
				t.Errorf("%s: VersionID %s, ID %s", name, ids.version, ids.file)
			}
			if document == "" {
				document = ids.document
			}
			if ids.document != "" && ids.document != document {
				t.Errorf("%s: DocumentID %s, elsewhere %s", name, ids.document, document)
			}
			checkDigest(t, one, ids.file)
		}
		if (both[0].document == "") != (name == "1a") {
			t.Errorf("%s: DocumentID %q", name, both[0].document)
		}
	}
}

// checkDigest computes the digest of a file again.
func checkDigest(t *testing.T, file []byte, digest string) {
	t.Helper()
	file = bytes.Clone(file)
	for _, re := range []*regexp.Regexp{versionIDs, fileIDs} {
		for _, m := range re.FindAllSubmatchIndex(file, -1) {
			for i := 2; i < len(m); i += 2 {
				copy(file[m[i]:m[i+1]], object.NoDigest)
			}
		}
	}
	if sum := sha256.Sum256(file); hex.EncodeToString(sum[:16]) != digest {
		t.Errorf("the file's digest is %x, its ID %s", sum[:16], digest)
	}
}
