package release

import (
	"archive/zip"
	"cmp"
	"compress/flate"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"
)

// File is a file of an archive.
type File struct {
	Name       string // below the archive's folder, with slashes
	Data       []byte
	Executable bool
}

// Archive writes a zip archive with all files in one folder, sorted by name, with mode
// 0755 for programs and 0644 for others. Equal files and times give equal bytes. It is
// an error if two files have the same name or a name leads out of the folder.
func Archive(w io.Writer, folder string, files []File, modified time.Time) error {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	for i, f := range files {
		if !fs.ValidPath(f.Name) || f.Name == "." {
			return fmt.Errorf("%q is not a valid file name in an archive", f.Name)
		}
		if i > 0 && files[i-1].Name == f.Name {
			return fmt.Errorf("the archive has two files named %q", f.Name)
		}
		header := zip.FileHeader{Name: folder + "/" + f.Name, Method: zip.Deflate, Modified: modified.UTC()}
		header.SetMode(0o644)
		if f.Executable {
			header.SetMode(0o755)
		}
		body, err := z.CreateHeader(&header)
		if err != nil {
			return err
		}
		if _, err := body.Write(f.Data); err != nil {
			return err
		}
	}
	return z.Close()
}
