# What is installed where, and the Debian package of it (./dev package).
include(GNUInstallDirs)
set(guiju_share ${CMAKE_INSTALL_DATADIR}/guiju)
set(guiju_doc ${CMAKE_INSTALL_DATADIR}/doc/guiju)
install(TARGETS guiju RUNTIME)
install(DIRECTORY packs DESTINATION ${guiju_share})
install(DIRECTORY data/calendars DESTINATION ${guiju_share}/data)
install(DIRECTORY web/dist/ DESTINATION ${guiju_share}/web PATTERN .built EXCLUDE PATTERN .vite EXCLUDE)
install(FILES README.md CHANGELOG.md DESTINATION ${guiju_doc})
install(FILES LICENSE DESTINATION ${guiju_doc} RENAME copyright)
install(DIRECTORY docs/how-to DESTINATION ${guiju_doc})
install(FILES examples/first.company.yaml DESTINATION ${guiju_doc}/examples)
install(FILES deploy/guiju.service deploy/guiju-backup.service deploy/guiju-backup.timer
  DESTINATION lib/systemd/system)
install(PROGRAMS deploy/backup DESTINATION lib/guiju)
install(FILES deploy/guiju.default DESTINATION /etc/default RENAME guiju)

set(CPACK_GENERATOR DEB)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_NAME guiju)
set(CPACK_PACKAGE_CONTACT "Guiju maintainers <maintainers@guiju.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "makes a written customer regulation the running system")
set(CPACK_PACKAGE_DESCRIPTION
  "Complaints, clients, units, shares and deadlines of a company, decided by its own written\n regulations: every decision cites its clause and stands in a journal that can be proved.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, tzdata")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_SOURCE_DIR}/deploy/debian/postinst
  ${CMAKE_SOURCE_DIR}/deploy/debian/prerm
  ${CMAKE_SOURCE_DIR}/deploy/debian/postrm
  ${CMAKE_SOURCE_DIR}/deploy/debian/conffiles)
include(CPack)
