package edition_test

import (
	"fmt"
	"io/fs"
	"os"

	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/layout/edition"
)

// A sample is read into memory and made into a PDF for an archive.
func Example() {
	sample := os.DirFS("../../testdata/issues/heyuan-2024-06")
	files := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{}}
	err := fs.WalkDir(sample, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files.Files[name], err = fs.ReadFile(sample, name)
		}
		return err
	})
	if err != nil {
		panic(err)
	}
	var log diag.List
	engine := edition.New(edition.Options{Tool: edition.Tool{Name: "jianbao", Version: "v1"}})
	e := engine.Read(files, edition.Choices{Profile: "archive", PDFA: "2u"}, &log)
	e.Proof()
	e.Compose()
	if err := e.Render(); err != nil {
		panic(err)
	}
	e.Preflight()
	fmt.Println(e.Summary().Title, e.Summary().Profile)
	fmt.Printf("%d pages, %d errors, %.8s\n", e.Summary().Pages, log.Count(diag.Error), e.PDF())
	// Output:
	// 禾原水务 archive PDF/A-2u
	// 26 pages, 0 errors, %PDF-1.7
}
