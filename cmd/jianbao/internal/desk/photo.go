package desk

import (
	"io/fs"
	"net/http"
	"path"

	"jianbao/content/picture"
)

// photo answers with a picture below the folder, for its card.
func (s *server) photo(w *work, rw http.ResponseWriter, r *http.Request) {
	name := path.Clean(r.URL.Query().Get("file"))
	data, err := w.folder.read(name, picture.MaxSize)
	if err != nil {
		s.fail(rw, err)
		return
	}
	image, err := picture.Open(name, data)
	if err != nil {
		s.fail(rw, errNoPicture.of(path.Base(name)))
		return
	}
	switch image.Format {
	case picture.JPEG, picture.PNG, picture.GIF, picture.BMP, picture.WebP:
		rw.Header().Set("Content-Type", image.Format.MIME())
		rw.Write(data)
	default: // browsers do not show it
		s.fail(rw, fs.ErrNotExist)
	}
}
