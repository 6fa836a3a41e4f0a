package desk

import (
	"io/fs"
	"net/http"
	"path"

	"jianbao/layout/screen"
)

// photo answers with a picture below the folder, for its card.
func (s *server) photo(w *work, rw http.ResponseWriter, r *http.Request) {
	name := path.Clean(r.URL.Query().Get("file"))
	data, err := w.folder.read(name, screen.MaxPicture)
	if err != nil {
		s.fail(rw, err)
		return
	}
	mime, err := screen.PictureType(name, data)
	switch {
	case err != nil:
		s.fail(rw, errNoPicture.of(path.Base(name)))
	case mime == "": // browsers do not show it
		s.fail(rw, fs.ErrNotExist)
	default:
		rw.Header().Set("Content-Type", mime)
		rw.Write(data)
	}
}
