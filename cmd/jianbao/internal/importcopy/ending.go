package importcopy

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/batch/sheet"
	"jianbao/content/docx/opc"
	"jianbao/content/picture"
)

// Why EndingOf refuses a file.
var (
	ErrPixels    = errors.New("too many pixels")
	ErrNoPicture = errors.New("no picture, or a damaged one")
	ErrKind      = errors.New("neither copy nor a table nor a picture")
)

// EndingOf returns the ending that a file that can be imported should have: its own, or
// that of the format of a picture. It goes by the content, not by the name, and refuses
// pictures of more than maxPixels.
func EndingOf(name string, data []byte, maxPixels int) (string, error) {
	ending := strings.ToLower(path.Ext(name))
	switch image, err := picture.Open(name, data); {
	case err == nil && image.Width*image.Height > maxPixels:
		return "", ErrPixels
	case err == nil:
		return formatEnding(image.Format, ending), nil
	case slices.Contains([]string{".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"}, ending):
		return "", ErrNoPicture
	}
	kind := opc.KindOf(data)
	switch ending {
	case ".docx", ".docm", ".dotx", ".dotm":
		if kind == opc.Word {
			return ending, nil
		}
	case ".doc", ".wps", ".rtf", ".odt", ".wpt", ".dot": // the import says how they are converted
		return ending, nil
	case ".xlsx", ".xlsm":
		if _, err := sheet.Read(data); err == nil {
			return ending, nil
		}
	case ".txt", ".text", ".md", ".markdown", ".csv", ".tsv":
		if !bytes.Contains(data, []byte{0}) || bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
			return ending, nil
		}
	}
	return "", ErrKind
}

// formatEnding returns the ending of a picture's file: its own, if it is one of its
// format, else the usual one.
func formatEnding(format picture.Format, own string) string {
	endings := map[picture.Format][]string{
		picture.JPEG: {".jpg", ".jpeg", ".jpe", ".jfif"}, picture.PNG: {".png"}, picture.GIF: {".gif"},
		picture.BMP: {".bmp"}, picture.TIFF: {".tif", ".tiff"}, picture.WebP: {".webp"},
	}[format]
	if slices.Contains(endings, own) {
		return own
	}
	return endings[0]
}
