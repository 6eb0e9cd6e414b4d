/** What delivers a service: rows `Application` by `applicationRowKey`. Its key is the entity ref. */
export const DELIVERY_SERVICE_TOPIC = 'delivery.service';
/** One Application: its row by `applicationRowKey`, and its newest change requests, `ChangeRequest` by `changeRequestRowKey`. Its key is an `applicationKey`. */
export const DELIVERY_APPLICATION_TOPIC = 'delivery.application';
