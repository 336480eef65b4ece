# Native tools: what the product and its tests need from the distribution, and how to get it.
# To be sourced by ./start and ./test. Needs nothing but a POSIX shell.

# Prints debian-12, debian-13, ubuntu-24.04, or the bare "id-version" of something not held to.
native_system() {
    (
        ID=unknown; VERSION_ID=0
        [ -r /etc/os-release ] && . /etc/os-release
        printf '%s-%s\n' "$ID" "$VERSION_ID"
    )
}

# One line per package: how to see that it is there, its name, and what is off without it.
# "cmd:NAME" is a program on the PATH, "file:PATTERN" any file matching, "lib:NAME" a shared library.
native_product() {
    cat <<'LIST'
cmd:bwrap bubblewrap lecture des fichiers reçus (texte, images de pages, aperçus)
cmd:pdftoppm poppler-utils images des pages
cmd:tesseract tesseract-ocr reconnaissance des textes numérisés
file:/usr/share/tesseract-ocr/*/tessdata/fra.traineddata tesseract-ocr-fra reconnaissance du français
file:/usr/share/tesseract-ocr/*/tessdata/nld.traineddata tesseract-ocr-nld reconnaissance du néerlandais
file:/usr/share/tesseract-ocr/*/tessdata/deu.traineddata tesseract-ocr-deu reconnaissance de l'allemand
file:/usr/share/tesseract-ocr/*/tessdata/eng.traineddata tesseract-ocr-eng reconnaissance de l'anglais
file:/usr/share/tesseract-ocr/*/tessdata/osd.traineddata tesseract-ocr-osd redressement des pages tournées
cmd:heif-convert libheif-examples lecture des photographies de téléphones (HEIC)
cmd:ZXingReader zxing-cpp-tools lecture des codes-barres et des feuilles de séparation
file:/usr/lib/libreoffice/program/libmergedlo.so libreoffice-core-nogui lecture des fichiers de bureau
file:/usr/lib/libreoffice/program/libswlo.so libreoffice-writer-nogui lecture des textes DOCX, ODT, RTF
file:/usr/lib/libreoffice/program/libsclo.so libreoffice-calc-nogui lecture des feuilles XLSX, ODS
file:/usr/lib/libreoffice/program/libsdlo.so libreoffice-impress-nogui lecture des présentations PPTX, ODP
file:/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf fonts-dejavu-core caractères des aperçus et des lettres
file:/usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf fonts-liberation caractères des aperçus et des lettres
LIST
    # .NET needs ICU for French sorting and dates; its package is named after its version.
    case "$(native_system)" in
        debian-12) echo 'lib:libicuuc.so libicu72 langues et tris' ;;
        debian-13) echo 'lib:libicuuc.so libicu76 langues et tris' ;;
        ubuntu-24.04) echo 'lib:libicuuc.so libicu74 langues et tris' ;;
    esac
    # Since libheif 1.17 its decoders are packages of their own.
    case "$(native_system)" in
        debian-13 | ubuntu-24.04) echo 'file:/usr/lib/*/libheif/plugins/libheif-libde265.so libheif-plugin-libde265 lecture des photographies de téléphones (HEIC)' ;;
    esac
}

native_tests() {
    cat <<'LIST'
cmd:chromium chromium essais dans un vrai navigateur
cmd:strace strace essais de durabilité (ordre des fsync)
LIST
    case "$(native_system)" in
        debian-13 | ubuntu-24.04) echo 'file:/usr/lib/*/libheif/plugins/libheif-x265.so libheif-plugin-x265 essais de lecture des photographies HEIC' ;;
    esac
}

# Whether the thing in $1 (cmd:, file:, lib:) is there.
native_has() {
    case "$1" in
        cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
        lib:*) { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null; } | grep -q "${1#lib:}" ;;
        file:*)
            for native_file in ${1#file:}; do
                [ -e "$native_file" ] && return 0
            done
            return 1 ;;
    esac
}

# Reads a list on standard input, prints the lines whose thing is missing.
native_missing() {
    while read -r native_probe native_package native_feature; do
        [ -n "$native_probe" ] || continue
        native_has "$native_probe" || printf '%s %s %s\n' "$native_probe" "$native_package" "$native_feature"
    done
}

# Installs what is missing of the list in $1. Returns 0 when nothing is missing any more.
# Never asks a question: without root nor password-free sudo it prints the one line to run, and says what is off.
native_install() {
    native_list=$1
    native_left=$(printf '%s\n' "$native_list" | native_missing)
    [ -n "$native_left" ] || return 0
    native_packages=$(printf '%s\n' "$native_left" | awk '{print $2}' | sort -u | tr '\n' ' ')
    native_packages=${native_packages% }

    if ! command -v apt-get >/dev/null 2>&1; then
        echo "Outils à installer avec le gestionnaire de paquets de ce système : $native_packages" >&2
        native_say_off "$native_left"
        return 1
    fi

    native_sudo=
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
            native_sudo='sudo -n'
        elif command -v sudo >/dev/null 2>&1 && [ -t 0 ] && [ "${CI:-}" != true ]; then
            echo "Des outils manquent ($native_packages) ; sudo va demander votre mot de passe."
            sudo -v && native_sudo=sudo
        fi
        if [ -z "$native_sudo" ]; then
            echo "Des outils manquent. Pour les installer, exécutez en administrateur cette seule ligne :" >&2
            echo "  apt-get update && apt-get install -y --no-install-recommends $native_packages" >&2
            native_say_off "$native_left"
            return 1
        fi
    fi

    echo "Installation des outils : $native_packages"
    native_log=$(mktemp "${TMPDIR:-/tmp}/cartulaire-apt.XXXXXX")
    $native_sudo env DEBIAN_FRONTEND=noninteractive apt-get update -q >"$native_log" 2>&1 || true
    # One name unknown to this release must not keep the others from being installed.
    native_known=
    for native_name in $native_packages; do
        if apt-cache show "$native_name" >/dev/null 2>&1; then native_known="$native_known $native_name"; fi
    done
    if [ -n "$native_known" ]; then
        # shellcheck disable=SC2086 # a list of package names
        $native_sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
            -o DPkg::Lock::Timeout=120 $native_known >>"$native_log" 2>&1 || { tail -n 15 "$native_log" >&2; }
    fi

    native_left=$(printf '%s\n' "$native_list" | native_missing)
    if [ -n "$native_left" ]; then
        echo "Outils qui n'ont pas pu être installés (journal : $native_log)." >&2
        native_say_off "$native_left"
        return 1
    fi
    rm -f "$native_log"
    return 0
}

# Says what is off, one line for each missing package of the list in $1.
native_say_off() {
    printf '%s\n' "$1" | while read -r native_probe native_package native_feature; do
        [ -n "$native_package" ] && echo "  sans $native_package : pas de $native_feature" >&2
    done
}
