package manifest

// ReadFile reads a file that the user named and that may lie anywhere: a theme,
// a font. It must be a regular file of at most limit bytes; a pipe is not
// waited for. Errors are those of package fs, or of type *NotRegularError or
// *TooLargeError.
func ReadFile(path string, limit int) ([]byte, error) { return readWhole(path, limit) }
